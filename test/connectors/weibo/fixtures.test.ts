import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePage } from "../../../connectors/weibo/parse.ts";
import { WeiboSettings } from "../../../connectors/weibo/settings.ts";

import { damaged } from "../mutations.ts";

const FOLDER = new URL("../../../connectors/weibo/fixtures/", import.meta.url);
const settings = WeiboSettings.parse({ accessToken: "example", uid: "7999999999" });
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json") && !name.endsWith(".expected.json"))
  .map((name) => name.slice(0, -5));

function payload(name: string) {
  return {
    kind: name.split(".")[1] ?? "",
    url: "https://api.weibo.com/2/example.json",
    request: {},
    contentType: "application/json",
    body: readFileSync(new URL(`${name}.json`, FOLDER)),
    collectedAt: new Date("2026-03-18T00:00:00Z"),
  };
}

function read(name: string, uid: string | null = "7999999999") {
  return parsePage(payload(name), { source: "weibo", settings: { ...settings, uid: uid ?? undefined } });
}

describe("saved payloads of Weibo", () => {
  it.each(names)("%s gives the posts that stand beside it", async (name) => {
    await expect(`${JSON.stringify(read(name), null, 1)}\n`).toMatchFileSnapshot(
      new URL(`${name}.expected.json`, FOLDER).pathname,
    );
  });

  it.each(names)("%s gives posts or a named problem however it is damaged", (name) => {
    fc.assert(
      fc.property(damaged(payload(name)), (broken) => {
        for (const post of parsePage(broken, { source: "weibo", settings }).posts) expect(post.connector).toBe("weibo");
      }),
    );
  });

  it("keeps the citizen's own words of a repost and takes the rest for context", () => {
    const [repost, bare] = read("reposts.mentions").posts;
    expect(repost?.text).toBe("我家也停了，求助");
    expect(repost?.inReplyTo).toEqual({
      externalId: "5275584401845571",
      url: expect.stringMatching(/^https:\/\/weibo\.com\/7999999999\/[0-9A-Za-z]{9}$/),
      text: "【停水通知】城南片区 & 城北",
    });
    expect(bare?.inReplyTo?.text).toBeNull();
  });

  it("reads an id past 2^53 that stands only as a number with every digit", () => {
    const [post] = read("numbers-without-strings.comments").posts;
    expect(post?.externalId).toBe("202603160855031234");
    expect(post?.text).toContain('"5277017608933671999"');
  });

  it("makes the county's answers part of the comment that they answer, never a message", () => {
    const { posts } = read("timeline-with-own-answers.comments");
    expect(posts.map((post) => post.externalId)).toEqual(["5277017608933671"]);
    expect(posts[0]?.official?.replies.map((reply) => reply.text)).toEqual([
      "请私信联系电话。",
      "回复@示例网友丙:已通知供水公司，今晚恢复。",
    ]);
  });

  it("finds the county's account by itself where nobody names it", () => {
    expect(read("timeline-with-own-answers.comments", null).posts.map((post) => post.externalId)).toEqual([
      "5277017608933671",
    ]);
  });

  it("gives a comment one channel, whichever list shows it", () => {
    expect(read("mentions-as-comments.mentions").posts.map((post) => post.channel)).toEqual(["mention", "comment"]);
  });

  it("decodes entities once, keeps line breaks, and drops what the app appends", () => {
    const [post] = read("edited-with-pictures.mentions").posts;
    expect(post?.text).toBe(
      "@示例县发布 学校门口的路灯坏了三天，晚上看不见路[泪]\n水压 < 0.1，写的是 &lt; #民生# http://t.cn/A6abcdef",
    );
    expect(post?.attachments[0]?.url).toBe("https://wx1.sinaimg.cn/large/exampleaaaa.jpg");
    expect([post?.postedAt, post?.editedAt]).toEqual(["2026-03-15T16:12:44.000Z", "2026-03-16T01:20:10.000Z"]);
  });

  it("never takes an error, a page without its list or a login page for nothing new", () => {
    const reasons = ["error-with-status-200.mentions", "no-list.comments", "login-page.mentions"].map(
      (name) => read(name).problem?.reason,
    );
    expect(reasons).toEqual(["platform-error", "missing-field", "login-page"]);
  });
});
