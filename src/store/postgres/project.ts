import { project } from "../projection.ts";
import type { LaneEvent } from "../store.ts";
import type { Run } from "./connection.ts";

/** Columns of `messages` that follow from the record, in the order of `valuesOf`; the record itself is its event's. */
const PROJECTED = {
  id: "uuid",
  first_seq: "bigint",
  version: "int",
  content_hash: "text",
  official_hash: "text",
  fingerprint: "text",
  first_collected_at: "timestamptz",
  source: "text",
  external_id: "text",
  connector: "text",
  state: "text",
  kind: "text",
  field_code: "text",
  field_label: "text",
  urgency: "smallint",
  township: "text",
  township_name: "text",
  group_id: "text",
  posted_at: "timestamptz",
  recorded_at: "timestamptz",
  due_at: "timestamptz",
  replied_at: "timestamptz",
  replied: "boolean",
  closed: "boolean",
  title: "text",
  words: "text",
} as const;

const NAMES = Object.keys(PROJECTED) as (keyof typeof PROJECTED)[];

/**
 * `first_seq` stays the event that created the message; `last_due_at` keeps a due time that an answer has ended. The
 * record is copied from its event within the engine: it travels once.
 */
const UPSERT = `
  INSERT INTO heartbridge.messages AS m (${NAMES.join(", ")}, message, last_due_at)
  SELECT ${NAMES.map((name) => `fresh.${name}`).join(", ")}, events.message, fresh.due_at
  FROM unnest(${NAMES.map((name, at) => `$${at + 1}::${PROJECTED[name]}[]`).join(", ")}, $${NAMES.length + 1}::bigint[])
    AS fresh (${NAMES.join(", ")}, seq)
  JOIN heartbridge.events ON events.seq = fresh.seq
  ON CONFLICT (id) DO UPDATE SET
    ${[...NAMES, "message"]
      .filter((name) => name !== "id" && name !== "first_seq")
      .map((name) => `${name} = EXCLUDED.${name}`)
      .join(", ")},
    last_due_at = coalesce(EXCLUDED.due_at, m.last_due_at)`;

/**
 * Makes each event's record its message's present state: the message is the projection of its last event.
 * @param events as they stand in `events` already
 */
export async function projectEvents(run: Run, events: readonly LaneEvent[]): Promise<void> {
  const firstSeqs = new Map<string, number>();
  const last = new Map<string, LaneEvent>();
  for (const event of events) {
    const { id } = event.event.message;
    if (!firstSeqs.has(id)) firstSeqs.set(id, event.event.seq);
    last.set(id, event);
  }
  const rows = [...last].map(([id, event]) => valuesOf(event, firstSeqs.get(id) as number));
  if (rows.length === 0) return;
  await run(
    UPSERT,
    [...NAMES, "seq"].map((_, column) => rows.map((row) => row[column])),
  );
}

function valuesOf({ event, state }: LaneEvent, firstSeq: number): unknown[] {
  const view = project(event.message);
  return [
    event.message.id,
    firstSeq,
    state.version,
    state.contentHash,
    state.officialHash,
    state.fingerprint,
    state.firstCollectedAt,
    view.source,
    view.externalId,
    view.connector,
    view.state,
    view.kind,
    view.fieldCode,
    view.fieldLabel,
    view.urgency,
    view.township,
    view.townshipName,
    view.group,
    view.postedAt,
    view.recordedAt,
    view.dueAt,
    view.repliedAt,
    view.replied,
    view.closed,
    view.title,
    view.words,
    event.seq,
  ];
}
