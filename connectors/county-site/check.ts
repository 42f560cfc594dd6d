import { boardStart } from "../../src/connector/board.ts";
import type { Reading } from "../../src/connector/board-poll.ts";
import type { CheckLine, ConnectorContext } from "../../src/connector/connector.ts";
import type { Layout } from "./layout.ts";
import { Field } from "./layout.ts";
import { mailbox } from "./mailbox.ts";
import { lookAt } from "./parse.ts";
import { type ListReading, listReadings } from "./read-list.ts";
import { layoutOf, type Settings } from "./settings.ts";

type Context = ConnectorContext<Settings>;

/** Asks each list and one letter, and tells field by field what matched: every selector is a preset to be confirmed. */
export async function* checkMailbox(context: Context): AsyncGenerator<CheckLine> {
  const layout = layoutOf(context.settings);
  let first: ListReading | null = null;
  for (const entry of context.settings.lists) {
    const list = await attempt(async () => (await listReadings(context, layout, entry, context.now()).next()).value);
    yield { question: `the list ${entry} answers in the layout ${layout.layout}`, ...listAnswer(list) };
    if ("value" in list && list.value && first === null) first = list.value;
  }
  const row = first?.parsed.posts.find((post) => post.url !== null && post.extensions.partial !== undefined);
  if (row === undefined) return;
  const board = mailbox(context, boardStart);
  const detail = await attempt(async () => board.detail?.(row.externalId, board.facts(row)));
  yield { question: `the letter ${row.url} is laid out as expected`, ...detailAnswer(detail, layout) };
}

type Answer = Pick<CheckLine, "ok" | "answer">;

function listAnswer(list: { value: ListReading | undefined } | { failure: string }): Answer {
  if ("failure" in list) return { ok: false, answer: list.failure };
  if (list.value === undefined) return { ok: false, answer: "the list gave no page" };
  const { parsed, notices, pages, total } = list.value;
  if (parsed.problem !== null) return { ok: false, answer: parsed.problem.message };
  const unread = parsed.dropped[0];
  const size = total === null ? "" : `, ${total} letters in all`;
  const found = `${parsed.posts.length} letters and ${notices} notices on the first of ${pages ?? "unknown"} pages${size}`;
  if (unread !== undefined) {
    return { ok: false, answer: `${found}; ${parsed.dropped.length} rows cannot be read: ${unread.message}` };
  }
  return { ok: parsed.posts.length > 0, answer: found };
}

/** Names of fields and labels only: what stands in them is a citizen's. */
function detailAnswer(detail: { value: Reading | undefined } | { failure: string }, layout: Layout): Answer {
  if ("failure" in detail) return { ok: false, answer: detail.failure };
  const { payload, parsed } = detail.value ?? { payload: null, parsed: null };
  const letter = payload === null ? null : lookAt(layout, payload);
  if (letter === null) return { ok: false, answer: parsed?.problem?.message ?? "the page holds no letter" };
  const found = Field.options.filter((field) => letter.fields[field] !== undefined);
  const missing = layout.mandatory.filter((field) => letter.fields[field] === undefined);
  const wrong = parsed?.dropped[0]?.message;
  const parts = [
    `found ${found.join(", ")} and ${letter.replies.length} replies`,
    ...(missing.length > 0 ? [`missing ${missing.join(", ")}: set map.detail to the page's labels`] : []),
    ...(wrong === undefined ? [] : [wrong]),
    ...(letter.otherLabels.length > 0 ? [`labels that nothing is taken from: ${letter.otherLabels.join(", ")}`] : []),
  ];
  return { ok: wrong === undefined && parsed?.posts.length === 1, answer: parts.join("; ") };
}

/** Errors become answers: a check never throws. */
async function attempt<T>(ask: () => Promise<T>): Promise<{ value: T } | { failure: string }> {
  try {
    return { value: await ask() };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
