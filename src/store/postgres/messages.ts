import type { FeedEvent } from "../../record/feed-event.ts";
import type { Message } from "../../record/message.ts";
import { type ReportRow, reportFigures } from "../report.ts";
import type { Messages, SealedOriginal } from "../store.ts";
import type { Run } from "./connection.ts";
import { searchMessages } from "./search.ts";

/** Reading messages; each method's promise stands at the port. */
export function messagesOf(run: Run): Messages {
  return {
    search: (query) => searchMessages(run, query),
    async find(id) {
      const { rows } = await run<{ message: FeedEvent["message"] }>(
        "SELECT message FROM heartbridge.messages WHERE id = $1",
        [id],
      );
      return rows[0]?.message ?? null;
    },
    async findByExternalId(source, externalId) {
      const { rows } = await run<{ message: FeedEvent["message"] }>(
        "SELECT message FROM heartbridge.messages WHERE source = $1 AND external_id = $2",
        [source, externalId],
      );
      return rows[0]?.message ?? null;
    },
    async history(id) {
      const { rows } = await run<FeedEvent>(
        "SELECT seq, type, at, message FROM heartbridge.events WHERE message_id = $1 ORDER BY seq",
        [id],
      );
      return rows;
    },
    async original(id) {
      const { rows } = await run<SealedOriginal>(
        `SELECT message_id AS "messageId", revision, recorded_at AS "recordedAt", sealed
         FROM heartbridge.originals WHERE message_id = $1 ORDER BY revision DESC LIMIT 1`,
        [id],
      );
      return rows[0] ?? null;
    },
    async group(id) {
      const { rows } = await run<{ message: Message }>(
        "SELECT message FROM heartbridge.messages WHERE group_id = $1 AND state <> 'erased' ORDER BY first_seq",
        [id],
      );
      return rows.map((row) => row.message);
    },
    async report(from, to, now) {
      const { rows } = await run<ReportRow>(
        `SELECT connector, field_label AS "fieldLabel", kind, township, township_name AS "townshipName", urgency,
                group_id AS "group", title, posted_at AS "postedAt", recorded_at AS "recordedAt", due_at AS "dueAt",
                last_due_at AS "lastDueAt", replied_at AS "repliedAt", replied, closed
         FROM heartbridge.messages WHERE state <> 'erased' AND recorded_at >= $1 AND recorded_at < $2
         ORDER BY recorded_at, first_seq`,
        [from, to],
      );
      return reportFigures(rows, now);
    },
    async count() {
      const { rows } = await run<{ count: number }>(
        "SELECT count(*) AS count FROM heartbridge.messages WHERE state <> 'erased'",
      );
      return rows[0]?.count ?? 0;
    },
  };
}
