import { afterAll, beforeAll } from "vitest";
import { type EmbeddedEngine, openEngine } from "../../src/embedded/open.ts";
import { queueTakeOverContract } from "../contract/queue.contract.ts";
import { onPostgres } from "../support/queues-under-test.ts";
import { scratch } from "../support/scratch.ts";

const place = scratch();
let engine: EmbeddedEngine;
beforeAll(async () => {
  engine = await openEngine(place.folder);
});
afterAll(async () => {
  await engine.close();
  place.remove();
});

queueTakeOverContract("PostgreSQL", () => onPostgres(engine.address));
