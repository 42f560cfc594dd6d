import { afterAll, beforeAll } from "vitest";
import { type EmbeddedEngine, openEngine } from "../../src/embedded/open.ts";
import { scratch } from "./scratch.ts";

/**
 * One engine for a test file, in a folder of its own: its first start takes seconds. Opened before the file's tests and
 * closed after them.
 * @returns gives the engine, from the first test on
 */
export function sharedEngine(): () => EmbeddedEngine {
  const place = scratch();
  let engine: EmbeddedEngine;
  beforeAll(async () => {
    engine = await openEngine(place.folder);
  });
  afterAll(async () => {
    await engine.close();
    place.remove();
  });
  return () => engine;
}
