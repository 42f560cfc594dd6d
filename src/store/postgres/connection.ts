import pg from "pg";
import type { EngineAddress } from "../../embedded/open.ts";

/** Rows come out as the records have them: times in RFC 3339 with milliseconds, 64-bit integers as numbers. */
const INT8 = 20;
const TIMESTAMPTZ = 1184;

function parserOf(oid: number): (text: string) => unknown {
  // Counters and seqs stay below 2^53.
  if (oid === INT8) return Number;
  if (oid === TIMESTAMPTZ) return (text) => new Date(text).toISOString();
  return pg.types.getTypeParser(oid) as (text: string) => unknown;
}

/** Runs a statement; the one thing that the operations of this folder know of the driver. */
export type Run = <Row extends object = object>(
  sql: string,
  values?: unknown[],
) => Promise<{ rows: Row[]; count: number }>;

/** The adapter's connections. */
export interface Connection {
  readonly run: Run;
  /** Runs statements as one transaction: all of them or none. */
  transaction<T>(work: (run: Run) => Promise<T>): Promise<T>;
  /** Calls back after each commit that notified the channel; best effort, so callers also look now and then. */
  listen(channel: string, heard: () => void): Promise<void>;
  close(): Promise<void>;
}

/** Opens a small pool on the embedded engine. */
export function connect(address: EngineAddress): Connection {
  const options = { ...address, types: { getTypeParser: parserOf as never } };
  const pool = new pg.Pool({ ...options, max: 4 });
  pool.on("error", () => undefined);
  let listener: pg.Client | null = null;
  return {
    run: runner(pool),
    async transaction(work) {
      const client = await pool.connect();
      try {
        await client.query("BEGIN");
        const result = await work(runner(client));
        await client.query("COMMIT");
        client.release();
        return result;
      } catch (error) {
        // A connection whose rollback fails is thrown away; the engine rolls back when it closes.
        await client.query("ROLLBACK").then(
          () => client.release(),
          (broken: Error) => client.release(broken),
        );
        throw error;
      }
    },
    async listen(channel, heard) {
      listener = new pg.Client(options);
      listener.on("error", () => undefined);
      listener.on("notification", (notification) => {
        if (notification.channel === channel) heard();
      });
      await listener.connect();
      await listener.query(`LISTEN ${channel}`);
    },
    async close() {
      await listener?.end();
      await pool.end();
    },
  };
}

function runner(client: pg.Pool | pg.PoolClient): Run {
  return async <Row extends object>(sql: string, values?: unknown[]) => {
    const result = await client.query(sql, values);
    return { rows: result.rows as Row[], count: result.rowCount ?? 0 };
  };
}

/** True for a refused duplicate (SQLSTATE 23505, unique_violation). */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "23505";
}
