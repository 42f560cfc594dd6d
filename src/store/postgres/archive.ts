import type { ArchivedBatch, BatchArchive } from "../store.ts";
import type { Run } from "./connection.ts";

/** The archive of batches; each method's promise stands at the port. */
export function archiveOf(run: Run): BatchArchive {
  return {
    async put(batch) {
      const { count } = await run(
        `INSERT INTO heartbridge.batches (id, source, received_at, posts, message_ids, sealed)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`,
        [batch.id, batch.source, batch.receivedAt, batch.posts, batch.messageIds, batch.sealed],
      );
      return count === 1 ? "stored" : "known";
    },
    async get(id) {
      const { rows } = await run<ArchivedBatch>(
        `SELECT id, source, received_at AS "receivedAt", posts, message_ids AS "messageIds", sealed
         FROM heartbridge.batches WHERE id = $1`,
        [id],
      );
      return rows[0] ?? null;
    },
    async states(ids) {
      const { rows } = await run<{ id: string; committed: boolean }>(
        "SELECT id, committed_at IS NOT NULL AS committed FROM heartbridge.batches WHERE id = ANY($1)",
        [ids],
      );
      return new Map(rows.map((row) => [row.id, row.committed ? "committed" : "pending"]));
    },
    async pending(before, limit) {
      const { rows } = await run<{ id: string; receivedAt: string }>(
        `SELECT id, received_at AS "receivedAt" FROM heartbridge.batches
         WHERE committed_at IS NULL AND received_at < $1 ORDER BY received_at, id LIMIT $2`,
        [before, limit],
      );
      return rows;
    },
    async backlog() {
      const { rows } = await run<{ batches: number; posts: number; oldest: string | null }>(
        `SELECT count(*) AS batches, coalesce(sum(posts), 0) AS posts, min(received_at) AS oldest
         FROM heartbridge.batches WHERE committed_at IS NULL`,
      );
      return rows[0] ?? { batches: 0, posts: 0, oldest: null };
    },
  };
}
