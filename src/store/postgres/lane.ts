import type { FeedEvent } from "../../record/feed-event.ts";
import type { ErasedMessage } from "../../record/message.ts";
import {
  type AuditLine,
  type Lane,
  type LaneEvent,
  type LaneMember,
  LaneTaken,
  type LaneWrite,
  type RecordState,
} from "../store.ts";
import { type Connection, isDuplicate, type Run } from "./connection.ts";
import { addDeadLetters } from "./dead.ts";
import { projectEvents } from "./project.ts";

/** Members given at once by `load`, and events read at once by `rebuild`. */
const CHUNK = 5_000;
/** Every reader of the feed listens here. */
export const FEED_CHANNEL = "heartbridge_feed";

interface RecordRow {
  readonly message: FeedEvent["message"];
  readonly version: number;
  readonly content_hash: string;
  readonly official_hash: string;
  readonly fingerprint: string;
  readonly first_collected_at: string;
}

/** The one writer's door; each method's promise stands at the port. */
export function laneOf(connection: Connection): Lane {
  const { run } = connection;

  /** Runs a write behind the fence; a refused event is another writer's too. */
  async function fenced<T>(
    expected: number,
    events: readonly LaneEvent[],
    write: (run: Run) => Promise<T>,
  ): Promise<T> {
    try {
      return await connection.transaction(async (run) => {
        // Two writers meet here: the row is locked by the first, and the second finds another seq and loses.
        const { count } = await run("UPDATE heartbridge.lane SET seq = seq + $1 WHERE seq = $2", [
          events.length,
          expected,
        ]);
        if (count !== 1) throw new LaneTaken(expected, await lastSeq(run));
        const result = await write(run);
        await appendEvents(run, events);
        await projectEvents(run, events);
        if (events.length > 0) await run(`NOTIFY ${FEED_CHANNEL}`);
        return result;
      });
    } catch (error) {
      if (isDuplicate(error)) throw new LaneTaken(expected, await lastSeq(run));
      if (error instanceof Settled) return "settled" as T;
      throw error;
    }
  }

  return {
    load: (since) => loadMembers(run, since),
    lastSeq: () => lastSeq(run),
    async records(ids) {
      const { rows } = await run<RecordRow>(
        `SELECT message, version, content_hash, official_hash, fingerprint, first_collected_at
         FROM heartbridge.messages WHERE id = ANY($1)`,
        [ids],
      );
      return rows.map((row) => ({
        message: row.message,
        state: {
          version: row.version,
          contentHash: row.content_hash,
          officialHash: row.official_hash,
          fingerprint: row.fingerprint,
          firstCollectedAt: row.first_collected_at,
        },
      }));
    },
    commit: (write) => fenced(write.expectedSeq, write.events, (run) => settle(run, write)),
    erase: ({ expectedSeq, event, audit }) => fenced(expectedSeq, [event], (run) => eraseTraces(run, event, audit)),
    rebuild: () => rebuild(connection),
  };
}

/** Ends a transaction whose batch another run has settled. */
class Settled extends Error {}

async function lastSeq(run: Run): Promise<number> {
  const { rows } = await run<{ seq: number }>("SELECT seq FROM heartbridge.lane");
  return rows[0]?.seq ?? 0;
}

async function settle(run: Run, write: LaneWrite): Promise<"written"> {
  if (write.batch !== null) {
    const { count } = await run(
      "UPDATE heartbridge.batches SET committed_at = now() WHERE id = $1 AND committed_at IS NULL",
      [write.batch],
    );
    if (count === 0) throw new Settled();
    // A batch that holds an erased message's post must not outlive its commit.
    await run(
      `DELETE FROM heartbridge.batches WHERE id = $1 AND EXISTS
         (SELECT FROM heartbridge.messages WHERE id = ANY(batches.message_ids) AND state = 'erased')`,
      [write.batch],
    );
  }
  if (write.originals.length > 0) {
    await run(
      `INSERT INTO heartbridge.originals (message_id, revision, recorded_at, sealed)
       SELECT * FROM unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::bytea[])
       ON CONFLICT (message_id, revision) DO UPDATE SET sealed = EXCLUDED.sealed`,
      [
        write.originals.map((original) => original.messageId),
        write.originals.map((original) => original.revision),
        write.originals.map((original) => original.recordedAt),
        write.originals.map((original) => original.sealed),
      ],
    );
  }
  await addDeadLetters(run, write.dead);
  return "written";
}

async function appendEvents(run: Run, events: readonly LaneEvent[]): Promise<void> {
  if (events.length === 0) return;
  await run(
    `INSERT INTO heartbridge.events (seq, message_id, version, type, at, message, state)
     SELECT seq, message_id, version, type, at, message::json, state::json
     FROM unnest($1::bigint[], $2::uuid[], $3::int[], $4::text[], $5::timestamptz[], $6::text[], $7::text[])
       AS fresh (seq, message_id, version, type, at, message, state)`,
    [
      events.map(({ event }) => event.seq),
      events.map(({ event }) => event.message.id),
      events.map(({ state }) => state.version),
      events.map(({ event }) => event.type),
      events.map(({ event }) => event.at),
      events.map(({ event }) => JSON.stringify(event.message)),
      events.map(({ state }) => JSON.stringify(state)),
    ],
  );
}

async function eraseTraces(run: Run, { event, state }: LaneEvent, audit: AuditLine): Promise<void> {
  const erased = event.message as ErasedMessage;
  const { rows } = await run<{ seq: number }>("SELECT seq FROM heartbridge.events WHERE message_id = $1", [erased.id]);
  await run(
    `UPDATE heartbridge.events SET message = fresh.message::json, state = $3::json
     FROM unnest($1::bigint[], $2::text[]) AS fresh (seq, message) WHERE events.seq = fresh.seq`,
    [
      rows.map((row) => row.seq),
      rows.map((row) => JSON.stringify({ ...erased, seq: row.seq })),
      JSON.stringify({ ...state, contentHash: "", officialHash: "", fingerprint: "" }),
    ],
  );
  await run("DELETE FROM heartbridge.originals WHERE message_id = $1", [erased.id]);
  await run("DELETE FROM heartbridge.batches WHERE $1 = ANY(message_ids) AND committed_at IS NOT NULL", [erased.id]);
  await run("DELETE FROM heartbridge.dead WHERE message_id = $1", [erased.id]);
  await run("INSERT INTO heartbridge.audit (at, actor, action, subject, reason) VALUES ($1, $2, $3, $4, $5)", [
    audit.at,
    audit.actor,
    audit.action,
    audit.subject,
    audit.reason,
  ]);
}

async function* loadMembers(run: Run, fingerprintsSince: string): AsyncGenerator<LaneMember[]> {
  for (let after = 0; ; ) {
    const { rows } = await run<LaneMember>(
      `SELECT id, first_seq AS seq, coalesce(group_id, '') AS "group", state = 'erased' AS erased,
              state = 'withdrawn' AS withdrawn, content_hash AS "contentHash", official_hash AS "officialHash",
              CASE WHEN state <> 'erased' AND recorded_at >= $2 THEN fingerprint END AS fingerprint
       FROM heartbridge.messages WHERE first_seq > $1 ORDER BY first_seq LIMIT ${CHUNK}`,
      [after, fingerprintsSince],
    );
    if (rows.length === 0) return;
    yield rows;
    after = rows[rows.length - 1]?.seq ?? after;
  }
}

async function rebuild(connection: Connection): Promise<number> {
  return connection.transaction(async (run) => {
    await run("DELETE FROM heartbridge.messages");
    for (let after = 0; ; ) {
      const { rows } = await run<FeedEvent & { state: RecordState }>(
        `SELECT seq, type, at, message, state FROM heartbridge.events WHERE seq > $1 ORDER BY seq LIMIT ${CHUNK}`,
        [after],
      );
      if (rows.length === 0) break;
      // One event at a time per message, so that `first_seq` and `last_due_at` come out as they grew.
      for (const wave of wavesOf(rows.map(({ state, ...event }) => ({ event, state })))) await projectEvents(run, wave);
      after = rows[rows.length - 1]?.seq ?? after;
    }
    const { rows } = await run<{ count: number }>("SELECT count(*) AS count FROM heartbridge.messages");
    return rows[0]?.count ?? 0;
  });
}

/** Splits events so that no wave holds two of one message; order within a message is kept. */
function wavesOf(events: readonly LaneEvent[]): LaneEvent[][] {
  const waves: LaneEvent[][] = [];
  const next = new Map<string, number>();
  for (const event of events) {
    const wave = next.get(event.event.message.id) ?? 0;
    next.set(event.event.message.id, wave + 1);
    const events = waves[wave] ?? [];
    events.push(event);
    waves[wave] = events;
  }
  return waves;
}
