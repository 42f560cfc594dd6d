import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { douyin } from "../../../connectors/douyin/index.ts";
import { readComments } from "../../../connectors/douyin/parse.ts";
import { DouyinSettings } from "../../../connectors/douyin/settings.ts";

import { damaged } from "../mutations.ts";

const FOLDER = new URL("../../../connectors/douyin/fixtures/", import.meta.url);
const OWN = "a1d7c3f2-0b46-4e8d-8f3a-c5e91b7d2046";
const settings = DouyinSettings.parse({ clientKey: "k", clientSecret: "s", openId: OWN, refreshToken: "r" });
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json") && !name.endsWith(".expected.json"))
  .map((name) => name.slice(0, -5));

function payload(name: string, request: Record<string, string> = {}) {
  return {
    kind: name.split(".")[1] ?? "",
    url: "https://open.douyin.com/example/",
    request,
    contentType: "application/json",
    body: readFileSync(new URL(`${name}.json`, FOLDER)),
    collectedAt: new Date("2026-03-18T00:00:00Z"),
  };
}

function read(name: string, request: Record<string, string> = {}) {
  const parse = douyin.kinds[name.split(".")[1] ?? ""];
  return parse?.(payload(name, request), { source: "douyin", settings });
}

describe("saved payloads of Douyin", () => {
  it.each(names)("%s gives the posts that stand beside it", async (name) => {
    await expect(`${JSON.stringify(read(name), null, 1)}\n`).toMatchFileSnapshot(
      new URL(`${name}.expected.json`, FOLDER).pathname,
    );
  });

  it.each(names)("%s gives posts or a named problem however it is damaged", (name) => {
    const parse = douyin.kinds[name.split(".")[1] ?? ""];
    fc.assert(
      fc.property(damaged(payload(name)), (broken) => {
        const parsed = parse?.(broken, { source: "douyin", settings });
        for (const post of parsed?.posts ?? []) expect(post.connector).toBe("douyin");
      }),
    );
  });

  it("takes numbers and their strings alike, keeps ids as they came, and names what cannot be read", () => {
    const parsed = read("comments-with-strings-and-pin.comments");
    expect(parsed?.posts.map((post) => [post.externalId, post.postedAt])).toEqual([
      ["@9VwW0exampleCommentA+1/2==", "2026-03-16T00:55:03.000Z"],
      // 23:59:59 of the fifteenth in Beijing is still the fifteenth in UTC.
      ["@9VwW0exampleCommentB+1/2==", "2026-03-15T15:59:59.000Z"],
    ]);
    expect(parsed?.dropped).toMatchObject([{ reason: "missing-field", path: "data.list[3].create_time" }]);
  });

  it("keeps every digit of a cursor past 2^53", () => {
    const page = readComments(payload("comments-with-strings-and-pin.comments"), "douyin", OWN);
    expect(page.next).toBe("9107199254740993021");
  });

  it("makes the county's reply part of the reply that it answers, never a message", () => {
    const parsed = read("replies-with-own-answer.replies", { comment_id: "@parent==", comment_text: "井盖没了" });
    expect(parsed?.posts).toHaveLength(1);
    expect(parsed?.posts[0]).toMatchObject({
      externalId: "@9VwW0exampleReplyB==",
      inReplyTo: { externalId: "@parent==", text: "井盖没了" },
      official: { status: "replied", replies: [{ text: "已安排人员前往，感谢提醒", by: "示例县发布" }] },
    });
  });

  it("gives an event and a poll of one comment the same id", () => {
    const polled = read("comments-with-strings-and-pin.comments")?.posts[0];
    const pushed = read("comment-reply.event")?.posts[0];
    expect(pushed?.externalId).toBe(polled?.externalId);
    expect(pushed?.inReplyTo?.externalId).toBe("@9VwWexampleItemAAA+bb/ccDD==");
  });

  it("reads the milliseconds and the long number of a private message", () => {
    expect(read("private-message.event")?.posts[0]).toMatchObject({
      externalId: "7298765432109876543",
      channel: "direct",
      postedAt: "2026-03-16T00:55:03.123Z",
      author: { displayName: "示例用户甲" },
    });
    expect(read("recalled-message.event")?.posts[0]).toMatchObject({
      externalId: "7298765432109876543",
      withdrawn: true,
    });
  });

  it("collects nothing from an event about likes, and never takes an error for no comments", () => {
    expect(read("like.event")).toEqual({ posts: [], dropped: [], problem: null });
    expect(read("expired-token.comments")?.problem?.reason).toBe("platform-error");
    expect(read("no-list.replies")?.problem?.reason).toBe("missing-field");
  });
});
