import type { Retention } from "../store.ts";
import type { Connection } from "./connection.ts";

/** What time removes; each method's promise stands at the port. */
export function retentionOf(connection: Connection): Retention {
  const { run } = connection;
  return {
    async expireArchive(before) {
      const { count } = await run(
        "DELETE FROM heartbridge.batches WHERE committed_at IS NOT NULL AND received_at < $1",
        [before],
      );
      return count;
    },
    async expireOriginals(before) {
      return connection.transaction(async (run) => {
        const { rows } = await run<{ message_id: string }>(
          "DELETE FROM heartbridge.originals WHERE recorded_at < $1 RETURNING message_id",
          [before],
        );
        const ids = [...new Set(rows.map((row) => row.message_id))];
        const unsealed = "jsonb_set(message::jsonb, '{content,sealed}', 'false')::json";
        const gone = `message_id = ANY($1) AND NOT EXISTS (SELECT FROM heartbridge.originals o WHERE o.message_id = x.message_id)
           AND message->'content' IS NOT NULL`;
        await run(`UPDATE heartbridge.events x SET message = ${unsealed} WHERE ${gone}`, [ids]);
        await run(
          `UPDATE heartbridge.messages SET message = ${unsealed}
           WHERE id = ANY($1) AND message->'content' IS NOT NULL
             AND NOT EXISTS (SELECT FROM heartbridge.originals WHERE message_id = messages.id)`,
          [ids],
        );
        return rows.length;
      });
    },
    async expiredMessages(before, limit) {
      const { rows } = await run<{ id: string }>(
        "SELECT id FROM heartbridge.messages WHERE recorded_at < $1 ORDER BY recorded_at, first_seq LIMIT $2",
        [before, limit],
      );
      return rows.map((row) => row.id);
    },
    async scrub() {
      await run("VACUUM FULL");
      // A checkpoint that begins in a log of its own removes every earlier one; `wal_recycle` is off.
      await run("SELECT pg_switch_wal()");
      await run("CHECKPOINT");
    },
  };
}
