import { afterEach, describe, expect, it } from "vitest";
import { provincialBoard } from "../../../connectors/provincial-board/index.ts";
import type { LabPlatform } from "../../../lab/platform.ts";
import { startProvincialBoard } from "../../../lab/provincial-board.ts";
import { Story, type StoryPost } from "../../../lab/story.ts";
import type { BoardCursor } from "../../../src/connector/board.ts";
import { checkLines, collectAll, type SourceOptions, source, TestClock, type TestSource } from "../harness.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function setUp(options: { posts?: number } & Partial<SourceOptions> = {}) {
  const clock = new TestClock();
  const story = new Story({ platform: "provincial-board", seed: 5, posts: options.posts ?? 24, now: clock.now });
  const lab: LabPlatform = await startProvincialBoard({ story, now: clock.now });
  open.push(() => lab.stop());
  const poller = (more: Partial<SourceOptions> = {}): TestSource => {
    const made = source(provincialBoard, lab, { clock, ...options, ...more });
    open.push(made.close);
    return made;
  };
  return { clock, story, lab, poller };
}

describe("polling the provincial board", () => {
  it("finds a thread that was approved after newer ones had shown", async () => {
    const { clock, story, poller } = await setUp();
    const poll = poller();
    let { cursor } = await collectAll(poll);
    const fresh = Array.from({ length: 9 }, () => story.add());
    const late = fresh.find((post) => Number(post.id) % 9 === 0);
    const seen = async () => {
      const next = await collectAll(poll, cursor);
      cursor = next.cursor;
      return next.posts.map((post) => post.externalId);
    };
    const atOnce = await seen();
    clock.forward(61_000);
    const after = await seen();
    expect([...atOnce, ...after].sort()).toEqual(fresh.map((post) => post.id).sort());
    if (late !== undefined) expect(atOnce).not.toContain(late.id);
    expect(after.length).toBe(9 - atOnce.length);
  });

  it("reads details only as the hour allows, and the rest later without loss", async () => {
    const { clock, poller } = await setUp();
    const poll = poller({ detailsPerHour: 10 });
    const first = await collectAll(poll);
    expect(first.error).toBeNull();
    expect(first.posts).toHaveLength(10);
    clock.forward(3_600_001);
    const second = await collectAll(poll, first.cursor);
    clock.forward(3_600_001);
    const third = await collectAll(poll, second.cursor);
    const ids = new Set([...first.posts, ...second.posts, ...third.posts].map((post) => post.externalId));
    expect(ids.size).toBe(24);
  });

  it("asks for one list page when nothing is new, between two walks through the window", async () => {
    const { clock, story, poller } = await setUp();
    const poll = poller({ settings: { walkEvery: "1h", revisitAfter: "24h" } });
    const first = await collectAll(poll);
    const count = () => poll.asked.filter((path) => path.endsWith("queryThreadsList")).length;
    const walked = count();
    expect(walked).toBe(3);
    clock.forward(600_000);
    const second = await collectAll(poll, first.cursor);
    expect(count() - walked).toBe(1);
    story.answer(story.posts().at(-1)?.id as string);
    clock.forward(3_600_000);
    const third = await collectAll(poll, second.cursor);
    expect(count() - walked).toBe(4);
    expect(third.posts).toHaveLength(1);
  });

  it("without details hands on what the list has and says that it is cut", async () => {
    const { story, poller } = await setUp({ settings: { detail: "none" } });
    // One of the first page; threads whose number nine divides wait for their approval.
    const long = story.posts().find(({ id }) => Number(id) % 9 !== 0) as StoryPost;
    while ([...long.text].length <= 110) story.edit(long.id);
    const { posts, raw } = await collectAll(poller());
    expect(raw.every((payload) => payload.kind === "list")).toBe(true);
    const found = posts.find((post) => post.externalId === long.id);
    expect(found?.text).toMatch(/\.\.\.$/);
    expect(found?.extensions.truncated).toBe(true);
    const lines = await checkLines(poller());
    expect(lines.find((line) => line.question === "texts are whole")?.ok).toBe(false);
  });

  it("degrades when its signature is refused, and sends no variant of it", async () => {
    const { poller } = await setUp({ settings: { signKey: "wrong" } });
    const poll = poller();
    const { error, posts } = await collectAll(poll);
    expect(error).toMatchObject({ name: "Degraded", reason: "signature-refused" });
    expect(posts).toEqual([]);
    expect(poll.asked.filter((path) => path === "/v1/threads/content")).toHaveLength(1);
  });

  it("ends a list that shows the same page for ever", async () => {
    const { lab, poller } = await setUp();
    lab.fault("stuck");
    expect((await collectAll(poller())).error).toMatchObject({ reason: "paging-loop" });
  });

  it("takes an empty body for a request to wait, not for an empty list", async () => {
    const { lab, clock, poller } = await setUp();
    lab.fault("empty-body");
    const { error } = await collectAll(poller());
    expect(error).toMatchObject({ name: "Throttled", until: new Date(clock.now().getTime() + 60_000) });
  });

  it("forgets closed threads after 30 days without sight of them, and keeps open ones", async () => {
    const { clock, story, poller } = await setUp();
    const poll = poller();
    const { cursor } = await collectAll(poll);
    story.add();
    clock.forward(61 * 86_400_000);
    const newest = story.add();
    clock.forward(120_000);
    const next = await collectAll(poll, cursor);
    const known = (next.cursor as BoardCursor).known;
    expect(Object.keys(known)).toContain(newest.id);
    const left = Object.entries(known).filter(([id]) => id !== newest.id);
    expect(left.length).toBeGreaterThan(0);
    expect(left.every(([, post]) => post.open)).toBe(true);
  });

  it("goes back as far as a backfill wants, beyond the window", async () => {
    const { clock, story, poller } = await setUp({ posts: 12 });
    clock.forward(60 * 86_400_000);
    const poll = poller();
    expect((await collectAll(poll)).posts).toEqual([]);
    const since = new Date("2026-01-01T00:00:00Z");
    const filled = await collectAll(poll, provincialBoard.startAt(since, poll.context.settings as never));
    expect(filled.posts).toHaveLength(story.posts().length);
  });

  it("refuses detail: api without the keys, with the path of what is missing", () => {
    const { error } = provincialBoard.settings.safeParse({ forumId: "4711", detail: "api", appCode: "a" });
    expect(error?.issues).toEqual([expect.objectContaining({ path: ["signKey"] })]);
  });
});
