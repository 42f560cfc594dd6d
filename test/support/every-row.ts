import pg from "pg";
import { readLock } from "../../src/embedded/lock.ts";
import { engineAddress } from "../../src/embedded/open.ts";

/** Every row of every table of a running installation as text, the queue's tables too. Sealed bytes come out as hex. */
export async function everyRow(directory: string): Promise<string> {
  const lock = readLock(directory);
  if (!lock) throw new Error(`nothing runs on ${directory}`);
  const client = new pg.Client({ ...engineAddress(lock.socketFolder) });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    const parts: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT each::text AS row FROM ${name} AS each`);
      parts.push(name, ...rows.map(({ row }) => row));
    }
    return parts.join("\n");
  } finally {
    await client.end();
  }
}
