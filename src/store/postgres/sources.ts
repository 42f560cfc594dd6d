import { utc } from "../../record/time.ts";
import type { SourceChange, SourceState, Sources } from "../store.ts";
import type { Run } from "./connection.ts";

const COLUMNS = `name, connector, state, reason, cursor, last_poll_at AS "lastPollAt", last_post_at AS "lastPostAt",
  retry_at AS "retryAt", failures, pages, posts`;

/** Columns that `update` may set, by the name of the change. */
const SETTABLE: Record<Exclude<keyof SourceChange, "addPages" | "addPosts">, string> = {
  state: "state",
  reason: "reason",
  cursor: "cursor",
  lastPollAt: "last_poll_at",
  lastPostAt: "last_post_at",
  retryAt: "retry_at",
  failures: "failures",
};

/** What is known of sources; each method's promise stands at the port. */
export function sourcesOf(run: Run): Sources {
  return {
    async get(name) {
      const { rows } = await run<SourceState>(`SELECT ${COLUMNS} FROM heartbridge.sources WHERE name = $1`, [name]);
      return rows[0] ?? null;
    },
    async list() {
      const { rows } = await run<SourceState>(`SELECT ${COLUMNS} FROM heartbridge.sources ORDER BY name`);
      return rows;
    },
    async update(name, connector, change) {
      const values: unknown[] = [name, connector, change.addPages ?? 0, change.addPosts ?? 0];
      const sets = Object.entries(SETTABLE)
        .filter(([key]) => change[key as keyof typeof SETTABLE] !== undefined)
        .map(([key, column]) => {
          const value = change[key as keyof typeof SETTABLE];
          return `${column} = $${values.push(key === "cursor" ? JSON.stringify(value) : value)}`;
        });
      await run("INSERT INTO heartbridge.sources (name, connector) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", [
        name,
        connector,
      ]);
      const { rows } = await run<SourceState>(
        `UPDATE heartbridge.sources
         SET ${["connector = $2", "pages = pages + $3", "posts = posts + $4", ...sets].join(", ")}
         WHERE name = $1 RETURNING ${COLUMNS}`,
        values,
      );
      return rows[0] as SourceState;
    },
    async lease(name, holder, milliseconds) {
      const { count } = await run(
        `INSERT INTO heartbridge.leases (name, holder, until)
         VALUES ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
         ON CONFLICT (name) DO UPDATE SET holder = EXCLUDED.holder, until = EXCLUDED.until
         WHERE leases.holder = EXCLUDED.holder OR leases.until <= clock_timestamp()`,
        [name, holder, milliseconds],
      );
      return count === 1;
    },
    async release(name, holder) {
      await run("DELETE FROM heartbridge.leases WHERE name = $1 AND holder = $2", [name, holder]);
    },
    async spend(name, amount, periodMilliseconds, now) {
      const period = periodOf(now, periodMilliseconds);
      const { count } = await run(
        `INSERT INTO heartbridge.budgets (name, period, spent) SELECT $1, $2, 1 WHERE $3::int > 0
         ON CONFLICT (name) DO UPDATE
           SET period = EXCLUDED.period, spent = CASE WHEN budgets.period = EXCLUDED.period THEN budgets.spent + 1 ELSE 1 END
         WHERE budgets.period <> EXCLUDED.period OR budgets.spent < $3`,
        [name, period, amount],
      );
      return count === 1 ? null : utc(Date.parse(period) + periodMilliseconds);
    },
    async spent(name, periodMilliseconds, now) {
      const { rows } = await run<{ spent: number }>(
        "SELECT spent FROM heartbridge.budgets WHERE name = $1 AND period = $2",
        [name, periodOf(now, periodMilliseconds)],
      );
      return rows[0]?.spent ?? 0;
    },
    async readSecret(name) {
      const { rows } = await run<{ version: number; sealed: Buffer }>(
        "SELECT version, sealed FROM heartbridge.secrets WHERE name = $1",
        [name],
      );
      return rows[0] ?? null;
    },
    async writeSecret(name, expected, sealed) {
      const { count } = await run(
        expected === 0
          ? "INSERT INTO heartbridge.secrets (name, version, sealed) SELECT $1, $2 + 1, $3 ON CONFLICT (name) DO NOTHING"
          : "UPDATE heartbridge.secrets SET version = $2 + 1, sealed = $3 WHERE name = $1 AND version = $2",
        [name, expected, sealed],
      );
      return count === 1;
    },
    async keepEvidence(name, reason, at, sealed) {
      await run(
        `INSERT INTO heartbridge.evidence (name, reason, at, sealed) VALUES ($1, $2, $3, $4)
         ON CONFLICT (name, reason) DO UPDATE SET at = EXCLUDED.at, sealed = EXCLUDED.sealed`,
        [name, reason, at, sealed],
      );
    },
    async evidence(name) {
      const { rows } = await run<{ reason: string; at: string; sealed: Buffer }>(
        "SELECT reason, at, sealed FROM heartbridge.evidence WHERE name = $1 ORDER BY at DESC",
        [name],
      );
      return rows;
    },
    async forget(name) {
      for (const table of ["sources", "leases", "secrets", "evidence"]) {
        await run(`DELETE FROM heartbridge.${table} WHERE name = $1`, [name]);
      }
    },
  };
}

/** Beijing is eight hours ahead of UTC, without summer time: budgets of a day begin at its midnight. */
const BEIJING_MS = 8 * 3_600_000;

function periodOf(now: string, periodMilliseconds: number): string {
  const local = Date.parse(now) + BEIJING_MS;
  return utc(local - (local % periodMilliseconds) - BEIJING_MS);
}
