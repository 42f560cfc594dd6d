import { afterEach, describe, expect, it } from "vitest";
import { weibo } from "../../../connectors/weibo/index.ts";
import type { LabPlatform } from "../../../lab/platform.ts";
import { Story } from "../../../lab/story.ts";
import { wordsOf } from "../../../lab/weibo/payloads.ts";
import { startWeibo } from "../../../lab/weibo.ts";
import { Misconfigured, Throttled } from "../../../src/connector/errors.ts";
import { checkLines, collectAll, source, TestClock } from "../harness.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let lab: LabPlatform | null = null;
afterEach(() => lab?.stop());

/** The shipped intervals instead of the lab's, which reads everything at each poll. */
const REAL = { sweepEvery: "2h", blindSweepEvery: "44m", wideEvery: "24h", wideOverlap: "48h", overlap: "60m" };

async function begin(posts: number, settings: Record<string, unknown> = {}) {
  const clock = new TestClock("2026-03-16T04:00:00Z");
  const story = new Story({ platform: "weibo", seed: 7, posts, now: clock.now });
  lab = await startWeibo({ story, now: clock.now });
  return { clock, story, lab, poller: source(weibo, lab, { clock, settings }) };
}

const listsAsked = (raw: readonly { url: string }[]) => raw.map(({ url }) => new URL(url).pathname.slice(3));

describe("a poll of Weibo", () => {
  it("gives each message its whole text, its writer, its time and the county's answers", async () => {
    const { story, poller } = await begin(60);
    const { posts } = await collectAll(poller);
    expect(posts).toHaveLength(60);
    for (const post of posts) {
      const told = story.post(post.externalId);
      expect(post.text).toBe(told && wordsOf(told));
      expect(post.author).toEqual({ externalId: told?.author.id, displayName: told?.author.name });
      expect(post.postedAt).toBe(told?.postedAt.toISOString());
      expect(post.official?.replies.map((reply) => reply.text) ?? []).toEqual(told?.replies.map((reply) => reply.text));
    }
  });

  it("pages through more than one full page without loss", async () => {
    const { story, poller } = await begin(700);
    const { posts, pages } = await collectAll(poller);
    expect(new Set(posts.map((post) => post.externalId)).size).toBe(story.posts().length);
    expect(pages.length).toBeGreaterThanOrEqual(6);
  });

  it("spends no request while the unread counters stand still, and reads only the list whose counter rose", async () => {
    const { clock, story, poller } = await begin(30, REAL);
    const first = await collectAll(poller);
    clock.forward(2 * MINUTE);
    const idle = await collectAll(poller, first.cursor);
    expect(idle.raw).toEqual([]);
    let added = story.add();
    // Every third place is a comment under the county's own post.
    while (BigInt(added.id) % 3n !== 2n) added = story.add();
    const third = await collectAll(poller, first.cursor);
    expect(third.posts.map((post) => post.externalId)).toContain(added.id);
    expect(listsAsked(third.raw)).toContain("comments/timeline.json");
  });

  it("reads the lists after two hours even when no counter rose, because the staff's web page resets them", async () => {
    const { clock, poller } = await begin(30, REAL);
    const first = await collectAll(poller);
    clock.forward(2 * HOUR);
    const later = await collectAll(poller, first.cursor);
    expect(listsAsked(later.raw)).toEqual(["comments/timeline.json", "statuses/mentions.json"]);
    expect(later.posts).toEqual([]);
  });

  it("goes on with the other lists when the app lacks one, and says so at the end", async () => {
    const { story, lab, poller } = await begin(30);
    lab.fault("interface-refused");
    const { posts, error } = await collectAll(poller);
    const others = story.posts().filter((post) => BigInt(post.id) % 3n !== 2n);
    expect(posts.map((post) => post.externalId).sort()).toEqual(others.map((post) => post.id).sort());
    expect(error).toMatchObject({ name: "Degraded", reason: "interface-refused" });
  });

  it("waits for the account's reset when its requests are used up", async () => {
    const { lab, poller } = await begin(5);
    lab.fault("account-limit");
    const { error } = await collectAll(poller);
    expect(error).toBeInstanceOf(Throttled);
    // The lab's day turns at midnight in Beijing: 16:00 UTC.
    expect((error as Throttled).until.toISOString()).toBe("2026-03-16T16:00:00.000Z");
  });

  it("asks for a new authorisation when the token is dead", async () => {
    const { lab, poller } = await begin(5);
    lab.fault("token-expired");
    const { error } = await collectAll(poller);
    expect(error).toMatchObject({ name: "Degraded", reason: "authorise-again" });
    expect(await checkLines(poller)).toContainEqual(expect.objectContaining({ ok: false }));
  });

  it("refuses a token of another account than the configured one", async () => {
    const { poller } = await begin(5, { uid: "7000000000" });
    const { error } = await collectAll(poller);
    expect(error).toBeInstanceOf(Misconfigured);
    expect((error as Misconfigured).key).toBe("uid");
  });

  it("hands a late answer on with all earlier ones, though the comment itself is listed no more", async () => {
    const { clock, story, poller } = await begin(30, REAL);
    const first = await collectAll(poller);
    const old = story.posts().find((post) => BigInt(post.id) % 3n === 2n && post.replies.length === 1);
    clock.forward(HOUR);
    story.answer(old?.id ?? "");
    clock.forward(2 * HOUR);
    const later = await collectAll(poller, first.cursor);
    const post = later.posts.find((candidate) => candidate.externalId === old?.id);
    expect(post?.official?.replies.map((reply) => reply.text)).toEqual(old?.replies.map((reply) => reply.text));
    expect(old?.replies).toHaveLength(2);
  });

  it("begins a backfill at the id of its first moment", async () => {
    const { story, poller } = await begin(30);
    const cursor = poller.connector.startAt(new Date("2025-01-01T00:00:00Z"), poller.context.settings);
    const { posts } = await collectAll(poller, cursor);
    expect(posts).toHaveLength(story.posts().length);
  });

  it("keeps the token out of every address and every payload", async () => {
    const { poller, lab } = await begin(10);
    const { raw } = await collectAll(poller);
    const token = String(lab.settings().accessToken);
    for (const { url, request } of raw) expect(url + JSON.stringify(request)).not.toContain(token);
  });
});
