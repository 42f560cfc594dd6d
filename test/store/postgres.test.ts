import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { type EmbeddedEngine, openEngine } from "../../src/embedded/open.ts";
import { openPostgresStore } from "../../src/store/postgres/index.ts";
import { storeContract } from "../contract/store.contract.ts";
import { scratch } from "../support/scratch.ts";

/** One engine for the file (its first start takes seconds); each store begins with an empty schema. */
const place = scratch();
let engine: EmbeddedEngine;
beforeAll(async () => {
  engine = await openEngine(place.folder);
});
afterAll(async () => {
  await engine.close();
  place.remove();
});

storeContract("embedded", async () => {
  const client = new pg.Client(engine.address);
  await client.connect();
  await client.query("DROP SCHEMA IF EXISTS heartbridge CASCADE");
  await client.end();
  const store = await openPostgresStore(engine.address);
  return { store, close: () => store.close() };
});
