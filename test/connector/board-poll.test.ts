import pino from "pino";
import { describe, expect, it } from "vitest";
import type { BoardCursor } from "../../src/connector/board.ts";
import { boardStart } from "../../src/connector/board.ts";
import { type Board, pollBoard, type Reading } from "../../src/connector/board-poll.ts";
import type { ConnectorContext, Parsed } from "../../src/connector/connector.ts";
import type { Payload } from "../../src/connector/errors.ts";
import { createHttp } from "../../src/connector/polite-http.ts";
import { RawPost } from "../../src/record/raw-post.ts";
import { memorySecrets, TestClock } from "../connectors/harness.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const POLL = 10 * MINUTE;

type Fate = "well" | "broken" | "gone";

/** A board in memory: its list pages, and what each post's detail answers. */
function boardOf(pages: string[][], fates: Record<string, Fate>) {
  const clock = new TestClock();
  const asked: string[] = [];
  const postedAt = new Date(clock.now().getTime() - HOUR).toISOString();
  const post = (externalId: string) =>
    RawPost.parse({
      connector: "rednet",
      source: "s",
      externalId,
      channel: "board",
      text: "路灯不亮",
      postedAt,
      collectedAt: clock.now().toISOString(),
      official: { status: "awaiting" },
    });
  const payload = (kind: string): Payload => ({
    kind,
    url: "http://127.0.0.1/",
    request: {},
    contentType: "",
    body: new Uint8Array(),
    collectedAt: clock.now(),
  });
  const parsed: Record<Fate, (id: string) => Parsed> = {
    well: (id) => ({ posts: [post(id)], dropped: [], problem: null }),
    broken: () => ({ posts: [], dropped: [], problem: { reason: "missing-field", message: "no text" } }),
    gone: () => ({ posts: [], dropped: [], problem: { reason: "gone", message: "not found" } }),
  };
  const board: Board = {
    sweeps: [
      {
        complete: true,
        async *pages(): AsyncGenerator<Reading> {
          for (const ids of pages)
            yield { payload: payload("list"), parsed: { posts: ids.map(post), dropped: [], problem: null } };
        },
      },
    ],
    detail: async (id) => {
      asked.push(id);
      return { payload: payload("detail"), parsed: parsed[fates[id] ?? "well"](id) };
    },
    facts: () => ({}),
    withdrawn: (id) => ({ ...post(id), withdrawn: true }),
    policy: { window: 30 * 24 * HOUR, walkEvery: HOUR, revisitAfter: 24 * HOUR, confirmAfter: 24 * HOUR },
  };
  const pace = { minInterval: 0, concurrency: 1, detailsPerHour: 1000 };
  const context: ConnectorContext<unknown> = {
    source: "s",
    settings: {},
    http: createHttp({ origins: [], pace, allowPrivate: [], contact: null, now: clock.now }),
    browser: { open: () => Promise.reject(new Error("no browser is needed")) },
    secrets: memorySecrets(),
    log: pino({ level: "silent" }),
    now: clock.now,
    signal: new AbortController().signal,
  };
  let cursor: BoardCursor = boardStart;
  /** Polls once; what was handed on and what was asked for. An error is handed back. */
  const poll = async () => {
    asked.length = 0;
    const posts: string[] = [];
    let error: unknown = null;
    try {
      for await (const page of pollBoard(context, cursor, board)) {
        cursor = JSON.parse(JSON.stringify(page.cursor));
        posts.push(...page.posts.map((found) => found.externalId));
      }
    } catch (caught) {
      error = caught;
    }
    return { posts, asked: [...asked], error };
  };
  return { clock, fates, poll };
}

describe("a post whose detail cannot be read the first time", () => {
  it.each(["broken", "gone"] as const)("is asked for again at the next poll when it was %s", async (fate) => {
    const { clock, fates, poll } = boardOf([["2", "1"]], { "2": fate });
    expect((await poll()).posts).toEqual(["1"]);
    fates["2"] = "well";
    clock.forward(POLL);
    expect((await poll()).posts).toEqual(["2"]);
  });

  it("is asked for again at the next poll when it stands on a page that this poll does not read", async () => {
    const { clock, fates, poll } = boardOf([["4", "3"], ["2"], ["1"]], { "1": "broken" });
    expect((await poll()).posts).toEqual(["4", "3", "2"]);
    fates["1"] = "well";
    clock.forward(POLL);
    expect((await poll()).posts).toEqual(["1"]);
  });

  it.each(["broken", "gone"] as const)("is asked for a few times, then once a day, while it stays %s", async (fate) => {
    const { clock, poll } = boardOf([["2", "1"]], { "2": fate });
    const tries: number[] = [];
    for (let minutes = 0; minutes < 50 * 60; minutes += 10) {
      const { asked, error } = await poll();
      expect(error).toBeNull();
      if (asked.includes("2")) tries.push(minutes);
      clock.forward(POLL);
    }
    expect(tries).toEqual([0, 10, 40, 160, 160 + 24 * 60]);
  });

  it("does not name the source degraded a second time", async () => {
    const { clock, fates, poll } = boardOf([["3", "2", "1"]], { "3": "broken", "2": "broken" });
    expect((await poll()).error).toMatchObject({ reason: "missing-field" });
    for (let hour = 0; hour < 5; hour++) {
      clock.forward(HOUR);
      expect((await poll()).error).toBeNull();
    }
    fates["2"] = "well";
    clock.forward(24 * HOUR);
    expect((await poll()).posts).toEqual(["2"]);
  });
});
