import { describe, expect, it } from "vitest";
import { startPlatform } from "../../lab/server.ts";
import { Story } from "../../lab/story.ts";
import { ConnectorName } from "../../src/record/vocabulary.ts";

const now = () => new Date("2026-03-10T04:00:00Z");

describe("the imitated citizens", () => {
  it.each(ConnectorName.options)(
    "of %s write the same posts for the same seed, each with an id of its own",
    (platform) => {
      const tell = () => {
        const story = new Story({ platform, seed: 7, posts: 300, now });
        for (let tick = 0; tick < 30; tick++) story.tick();
        return story.posts();
      };
      const posts = tell();
      expect(tell()).toEqual(posts);
      expect(new Set(posts.map((post) => post.id)).size).toBe(330);
      expect(new Set(posts.map((post) => post.text)).size).toBeGreaterThan(250);
      expect(posts.every((post) => [...post.title].length <= 22)).toBe(true);
    },
  );

  it("go on living: posts are edited, answered and withdrawn", () => {
    const story = new Story({ platform: "rednet", seed: 1, posts: 50, now });
    const answered = story.posts().filter((post) => post.replies.length > 0).length;
    for (let tick = 0; tick < 14; tick++) story.tick();
    expect(story.posts()).toHaveLength(64);
    expect(story.posts().filter((post) => post.editedAt !== null).length).toBeGreaterThan(0);
    expect(story.posts().filter((post) => post.replies.length > 0).length).toBeGreaterThan(answered);
    expect(story.posts().filter((post) => post.withdrawn)).toHaveLength(2);
  });

  it("share some matters across platforms of one seed", () => {
    const ofPlatform = (platform: "rednet" | "weibo") =>
      new Story({ platform, seed: 3, posts: 200, now }).posts().map((post) => post.text.slice(12, 40));
    const other = new Set(ofPlatform("weibo"));
    expect(ofPlatform("rednet").some((text) => other.has(text))).toBe(true);
  });
});

describe("a lab server", () => {
  it("listens on loopback, serves robots.txt and keeps the bytes of a JSON body", async () => {
    const lab = await startPlatform({
      name: "echo",
      register: (app) => app.post("/echo", async (request) => ({ raw: request.rawBody, parsed: request.body })),
    });
    try {
      expect(await (await fetch(`${lab.origin}/robots.txt`)).text()).toContain("User-agent: *");
      const body = '{"a": 1}';
      const answer = await fetch(`${lab.origin}/echo`, {
        method: "POST",
        body,
        headers: { "content-type": "application/json" },
      });
      expect(await answer.json()).toEqual({ raw: body, parsed: { a: 1 } });
    } finally {
      await lab.stop();
    }
  });
});
