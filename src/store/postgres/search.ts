import { z } from "zod";
import type { Message } from "../../record/message.ts";
import { UrgencyLevel } from "../../record/vocabulary.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import { searchForm } from "../projection.ts";
import type { MessageQuery, SortKey } from "../store.ts";
import type { Run } from "./connection.ts";

/** Messages without a due time sort behind all others. */
const COLUMN: Record<SortKey, string> = {
  recordedAt: "recorded_at",
  postedAt: "posted_at",
  dueAt: "coalesce(due_at, 'infinity')",
  urgency: "urgency",
};

/** A `timestamptz` as the engine writes it. */
const TIME_TEXT = z.string().regex(/^(infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?)$/);

interface Row {
  readonly message: Message;
  readonly first_seq: number;
  readonly sort: string | number;
}

/** One page of messages, in the query's order, by keyset: pages neither repeat nor skip. */
export async function searchMessages(
  run: Run,
  query: MessageQuery,
): Promise<{ items: Message[]; next: string | null }> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [...filters(query, bind)];
  const column = COLUMN[query.sort];
  const order = `messages:${query.descending ? "-" : ""}${query.sort}`;
  const direction = query.descending ? "DESC" : "ASC";
  const sorted = query.sort === "urgency" ? column : `(${column})::text`;
  if (query.cursor !== undefined) {
    const value = query.sort === "urgency" ? z.number().int() : TIME_TEXT;
    const [at, seq] = decodeCursor(query.cursor, order, [value, z.number().int()]);
    const type = query.sort === "urgency" ? "smallint" : "timestamptz";
    conditions.push(
      `(${column}, first_seq) ${query.descending ? "<" : ">"} (${bind(at)}::${type}, ${bind(seq)}::bigint)`,
    );
  }
  const { rows } = await run<Row>(
    `SELECT message, first_seq, ${sorted} AS sort FROM heartbridge.messages
     WHERE ${conditions.join(" AND ")}
     ORDER BY ${column} ${direction}, first_seq ${direction} LIMIT ${bind(query.limit + 1)}`,
    values,
  );
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page[page.length - 1] : undefined;
  return {
    items: page.map((row) => row.message),
    next: last ? encodeCursor(order, [last.sort, last.first_seq]) : null,
  };
}

function* filters(query: MessageQuery, bind: (value: unknown) => string): Generator<string> {
  yield "state <> 'erased'";
  if (query.state) yield `state = ANY(${bind(query.state)})`;
  if (query.urgency) yield `urgency = ANY(${bind(query.urgency.map((level) => UrgencyLevel.options.indexOf(level)))})`;
  if (query.field) {
    const fields = bind(query.field);
    yield `(field_code = ANY(${fields}) OR field_label = ANY(${fields}))`;
  }
  if (query.kind) yield `kind = ANY(${bind(query.kind)})`;
  if (query.connector) yield `connector = ANY(${bind(query.connector)})`;
  if (query.source) yield `source = ANY(${bind(query.source)})`;
  if (query.township) {
    const townships = bind(query.township);
    yield `(township = ANY(${townships}) OR township_name = ANY(${townships}))`;
  }
  if (query.from) yield `recorded_at >= ${bind(query.from)}`;
  if (query.to) yield `recorded_at < ${bind(query.to)}`;
  if (query.group) yield `group_id = ${bind(query.group)}`;
  for (const word of searchForm(query.q ?? "")
    .split(/\s+/)
    .filter(Boolean)) {
    yield `words LIKE ${bind(`%${word.replace(/[\\%_]/g, "\\$&")}%`)}`;
  }
}
