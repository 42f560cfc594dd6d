import { describe, it } from "vitest";
import { holdsUnderKills } from "./kill-promise.ts";

describe("a daemon that is killed once during an ingest", () => {
  it("has every post exactly once after its restart, and takes a fresh one", async () => {
    await holdsUnderKills({ posts: 200, kills: 1, seed: 431_226 });
  }, 180_000);
});
