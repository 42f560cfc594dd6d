import { existsSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmbeddedEngine, openEngine } from "../../src/embedded/open.ts";
import { scratch } from "../support/scratch.ts";

describe("the embedded engine, shared by many clients", () => {
  const place = scratch();
  let engine: EmbeddedEngine;
  beforeAll(async () => {
    engine = await openEngine(place.folder);
  });
  afterAll(async () => {
    await engine.close();
    expect(existsSync(engine.address.host)).toBe(false);
    place.remove();
  });

  async function client(): Promise<pg.Client> {
    const opened = new pg.Client(engine.address);
    opened.on("error", () => undefined);
    await opened.connect();
    return opened;
  }

  it("flushes what is acknowledged to disk", async () => {
    const one = await client();
    expect((await one.query("SHOW fsync")).rows).toEqual([{ fsync: "on" }]);
    await one.end();
  });

  it("never lets one client's statement answer another's parameters", async () => {
    const clients = await Promise.all(Array.from({ length: 8 }, client));
    await Promise.all(
      clients.map(async (one, at) => {
        for (let round = 0; round < 60; round += 1) {
          // As many parameters as the client's number: bound to another's statement, each would be refused.
          const values = Array.from({ length: at + 1 }, (_, column) => `${at}-${round}-${column}`);
          const columns = values.map((_, column) => `$${column + 1}::text AS c${column}`).join(", ");
          const { rows } = await one.query(`SELECT ${columns}`, values);
          expect(Object.values(rows[0])).toEqual(values);
        }
      }),
    );
    await Promise.all(clients.map((one) => one.end()));
  });

  it("keeps others out of an open transaction, and gives the session back at its end", async () => {
    const [one, two] = [await client(), await client()];
    await one.query("CREATE TABLE kept (n int)");
    await one.query("BEGIN");
    await one.query("INSERT INTO kept VALUES (1)");
    let counted: number | null = null;
    const other = two.query("SELECT count(*)::int AS n FROM kept").then(({ rows }) => {
      counted = rows[0].n;
    });
    await one.query("INSERT INTO kept VALUES (2)");
    expect(counted).toBeNull();
    await one.query("ROLLBACK");
    await other;
    expect(counted).toBe(0);
    await Promise.all([one.end(), two.end()]);
  });

  it("undoes the transaction of a client that went away in the middle of it", async () => {
    const [one, two] = [await client(), await client()];
    await one.query("CREATE TABLE left_over (n int)");
    await one.query("BEGIN");
    await one.query("INSERT INTO left_over VALUES (1)");
    const { stream } = (one as unknown as { connection: { stream: { destroy(): void } } }).connection;
    stream.destroy();
    expect((await two.query("SELECT count(*)::int AS n FROM left_over")).rows).toEqual([{ n: 0 }]);
    await two.end();
  });

  it("goes on after a statement that fails, inside and outside a transaction", async () => {
    const one = await client();
    await expect(one.query("SELECT nonsense")).rejects.toThrow("nonsense");
    await one.query("BEGIN");
    await expect(one.query("SELECT $1::int", ["no number"])).rejects.toThrow("no number");
    await expect(one.query("SELECT 1")).rejects.toThrow("aborted");
    await one.query("ROLLBACK");
    expect((await one.query("SELECT 1 AS n")).rows).toEqual([{ n: 1 }]);
    await one.end();
  });

  it("tells every listening client, not only the one that notified", async () => {
    const [one, two, three] = [await client(), await client(), await client()];
    const heard: string[] = [];
    for (const [name, listener] of [["one", one] as const, ["two", two] as const]) {
      listener.on("notification", ({ payload }) => heard.push(`${name} ${payload}`));
      await listener.query("LISTEN news");
    }
    three.on("notification", () => heard.push("three"));
    await three.query("NOTIFY news, 'hello'");
    await one.query("SELECT 1");
    await two.query("SELECT 1");
    expect(heard.sort()).toEqual(["one hello", "two hello"]);
    await Promise.all([one.end(), two.end(), three.end()]);
  });

  it("takes statements larger than any socket buffer", async () => {
    const one = await client();
    const text = "麻阳".repeat(2_000_000);
    const { rows } = await one.query("SELECT length($1::text) AS n, $1::text AS text", [text]);
    expect(rows[0].n).toBe(4_000_000);
    expect(rows[0].text).toBe(text);
    await one.end();
  });

  it("refuses a second opening of the folder and names the process that holds it", async () => {
    await expect(openEngine(place.folder)).rejects.toMatchObject({ name: "StoreLocked", pid: process.pid });
    expect(existsSync(join(place.folder, "lock.json"))).toBe(true);
  });
});
