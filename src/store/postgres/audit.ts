import { z } from "zod";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Audit, AuditLine } from "../store.ts";
import type { Run } from "./connection.ts";

const ORDER = "audit:-id";

/** Audit lines; each method's promise stands at the port. */
export function auditOf(run: Run): Audit {
  return {
    async append(line) {
      await run("INSERT INTO heartbridge.audit (at, actor, action, subject, reason) VALUES ($1, $2, $3, $4, $5)", [
        line.at,
        line.actor,
        line.action,
        line.subject,
        line.reason,
      ]);
    },
    async list({ limit, cursor }) {
      const [before] = cursor ? decodeCursor(cursor, ORDER, [z.number().int()]) : [null];
      const { rows } = await run<AuditLine & { id: number }>(
        `SELECT id, at, actor, action, subject, reason FROM heartbridge.audit
         WHERE $2::bigint IS NULL OR id < $2 ORDER BY id DESC LIMIT $1`,
        [limit, before],
      );
      const last = rows.length === limit ? rows[rows.length - 1] : undefined;
      return { items: rows.map(({ id: _, ...line }) => line), next: last ? encodeCursor(ORDER, [last.id]) : null };
    },
  };
}
