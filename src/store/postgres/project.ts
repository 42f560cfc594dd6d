import { project } from "../projection.ts";
import type { LaneEvent } from "../store.ts";
import type { Run } from "./connection.ts";

/** Columns of `messages` that follow from the record, in the order of `valuesOf`. */
const PROJECTED = {
  id: "uuid",
  first_seq: "bigint",
  message: "json",
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

/** A `json` column travels as text: an array of json would need each element escaped twice. */
const wireType = (name: keyof typeof PROJECTED) => (PROJECTED[name] === "json" ? "text" : PROJECTED[name]);

/** `first_seq` stays the event that created the message; `last_due_at` keeps a due time that an answer has ended. */
const UPSERT = `
  INSERT INTO heartbridge.messages AS m (${NAMES.join(", ")}, last_due_at)
  SELECT ${NAMES.map((name) => `${name}::${PROJECTED[name]}`).join(", ")}, due_at
  FROM unnest(${NAMES.map((name, at) => `$${at + 1}::${wireType(name)}[]`).join(", ")}) AS fresh (${NAMES.join(", ")})
  ON CONFLICT (id) DO UPDATE SET
    ${NAMES.filter((name) => name !== "id" && name !== "first_seq")
      .map((name) => `${name} = EXCLUDED.${name}`)
      .join(", ")},
    last_due_at = coalesce(EXCLUDED.due_at, m.last_due_at)`;

/** Writes each event's record as its message's present state: the message is the projection of its last event. */
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
    NAMES.map((_, column) => rows.map((row) => row[column])),
  );
}

function valuesOf({ event, state }: LaneEvent, firstSeq: number): unknown[] {
  const view = project(event.message);
  return [
    event.message.id,
    firstSeq,
    JSON.stringify(event.message),
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
  ];
}
