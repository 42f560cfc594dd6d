import pg from "pg";
import { openPostgresStore } from "../../src/store/postgres/index.ts";
import { storeContract } from "../contract/store.contract.ts";
import { sharedEngine } from "../support/shared-engine.ts";

const engine = sharedEngine();

storeContract("embedded", async () => {
  const { address } = engine();
  // Each store begins with an empty schema.
  const client = new pg.Client(address);
  await client.connect();
  await client.query("DROP SCHEMA IF EXISTS heartbridge CASCADE");
  await client.end();
  const store = await openPostgresStore(address);
  return { store, close: () => store.close() };
});
