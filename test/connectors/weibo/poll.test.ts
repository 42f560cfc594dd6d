import { afterEach, describe, expect, it } from "vitest";
import { weibo } from "../../../connectors/weibo/index.ts";
import type { LabPlatform } from "../../../lab/platform.ts";
import { Story } from "../../../lab/story.ts";
import { wordsOf } from "../../../lab/weibo/payloads.ts";
import { startWeibo } from "../../../lab/weibo.ts";
import { sourceOf } from "./context.ts";

const START = new Date("2026-03-16T04:00:00Z");
const DAY = 86_400_000;
let lab: LabPlatform | null = null;

async function begin(posts: number, settings: Record<string, unknown> = {}) {
  const clock = { now: START };
  const story = new Story({ platform: "weibo", seed: 7, posts, now: () => clock.now });
  lab = await startWeibo({ story, now: () => clock.now });
  const source = sourceOf(weibo, lab, START, settings);
  const wait = (milliseconds: number) => {
    clock.now = new Date(clock.now.getTime() + milliseconds);
    source.now = clock.now;
  };
  return { lab, story, source, wait };
}

afterEach(() => lab?.stop());

describe("a poll of Weibo", () => {
  it("collects every standing message once, with its whole text and the county's answers", async () => {
    const { story, source } = await begin(60);
    const posts = await source.poll();
    expect(posts.map((post) => post.externalId).sort()).toEqual(
      story
        .posts()
        .map((post) => post.id)
        .sort(),
    );
    for (const post of posts) {
      const told = story.post(post.externalId);
      expect(post.text).toBe(told && wordsOf(told));
      expect(post.author).toEqual({ externalId: told?.author.id, displayName: told?.author.name });
      expect(post.postedAt).toBe(told?.postedAt.toISOString());
      expect(post.official?.replies.map((reply) => reply.text) ?? []).toEqual(told?.replies.map((reply) => reply.text));
    }
  });

  it("hands nothing on twice while nothing changes", async () => {
    const { source } = await begin(30);
    await source.poll();
    expect(await source.poll()).toEqual([]);
  });

  it("sees new messages, edits, late answers and withdrawals", async () => {
    const { story, source, wait } = await begin(30);
    await source.poll();
    const [edited, answered, withdrawn] = story.posts().slice(3);
    wait(60_000);
    const added = story.add();
    story.edit(edited?.id ?? "");
    story.answer(answered?.id ?? "");
    story.withdraw(withdrawn?.id ?? "");
    const posts = new Map((await source.poll()).map((post) => [post.externalId, post]));
    expect([...posts.keys()].sort()).toEqual([added.id, edited?.id, answered?.id, withdrawn?.id].sort());
    expect(posts.get(edited?.id ?? "")?.text).toBe(edited && wordsOf(edited));
    expect(posts.get(answered?.id ?? "")?.official?.replies).toHaveLength(answered?.replies.length ?? 0);
    expect(posts.get(withdrawn?.id ?? "")?.withdrawn).toBe(true);
  });
});
