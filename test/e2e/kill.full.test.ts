import { describe, expect, it } from "vitest";
import { holdsUnderKills } from "./kill-promise.ts";

/** Another seed gives other moments: HEARTBRIDGE_TEST_SEED=7 npm run test:full. */
const seed = Number(process.env.HEARTBRIDGE_TEST_SEED ?? Date.now() % 1_000_000);

describe("a daemon that is killed at ten random moments during an ingest of 2,000 posts", () => {
  it("has every post exactly once with seq 1 to N without gap, and takes a fresh one", async () => {
    const { unanswered, resumed } = await holdsUnderKills({ posts: 2_000, kills: 10, seed });
    // Kills that all fell into idle moments would prove nothing.
    expect(unanswered + resumed).toBeGreaterThan(0);
  }, 300_000);
});
