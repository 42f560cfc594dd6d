import { z } from "zod";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { DeadLetter, DeadLetters } from "../store.ts";
import type { Run } from "./connection.ts";

const COLUMNS = `id, at, stage, source, batch, line, code, path, message, tries, message_id AS "messageId", sealed`;
const ORDER = "dead:-at";

/** Adds letters; one that is there gets another try counted and its newest time. */
export async function addDeadLetters(run: Run, letters: readonly DeadLetter[]): Promise<void> {
  for (const letter of letters) {
    await run(
      `INSERT INTO heartbridge.dead (id, at, stage, source, batch, line, code, path, message, tries, message_id, sealed)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       ON CONFLICT (id) DO UPDATE SET at = EXCLUDED.at, tries = dead.tries + 1`,
      [
        letter.id,
        letter.at,
        letter.stage,
        letter.source,
        letter.batch,
        letter.line,
        letter.code,
        letter.path,
        letter.message,
        letter.tries,
        letter.messageId,
        letter.sealed,
      ],
    );
  }
}

/** Dead letters; each method's promise stands at the port. */
export function deadLettersOf(run: Run): DeadLetters {
  return {
    add: (letters) => addDeadLetters(run, letters),
    async list({ limit, cursor }) {
      const [at, id] = cursor ? decodeCursor(cursor, ORDER, [z.iso.datetime(), z.string()]) : [null, null];
      const { rows } = await run<DeadLetter>(
        `SELECT ${COLUMNS} FROM heartbridge.dead
         WHERE $2::timestamptz IS NULL OR at < $2 OR (at = $2 AND id > $3) ORDER BY at DESC, id LIMIT $1`,
        [limit, at, id],
      );
      const last = rows.length === limit ? rows[rows.length - 1] : undefined;
      return { items: rows, next: last ? encodeCursor(ORDER, [last.at, last.id]) : null };
    },
    async get(id) {
      const { rows } = await run<DeadLetter>(`SELECT ${COLUMNS} FROM heartbridge.dead WHERE id = $1`, [id]);
      return rows[0] ?? null;
    },
    async remove(id) {
      const { count } = await run("DELETE FROM heartbridge.dead WHERE id = $1", [id]);
      return count === 1;
    },
    async count() {
      const { rows } = await run<{ count: number }>("SELECT count(*) AS count FROM heartbridge.dead");
      return rows[0]?.count ?? 0;
    },
  };
}
