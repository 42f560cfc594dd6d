import type { RawPostInput } from "../../src/record/raw-post.ts";
import { rawPostInput } from "./factories.ts";

/** Posts that are right by their format and odd in every other way. */
const ODD: Record<string, Partial<RawPostInput>> = {
  "an empty text": { text: "" },
  "an empty text and no title": { text: "", title: null },
  "a text of white space": { text: " \u3000\t\r\n\n " },
  "a hundred thousand characters": { text: "路灯坏了两个月没有人修，".repeat(8_334).slice(0, 100_000) },
  "a hundred thousand characters without a break": { text: "好".repeat(100_000) },
  "a title of ten thousand characters": { title: "请修路".repeat(3_334) },
  "words from right to left": { text: "\u202eهذا نص\u202c 路灯坏了 עברית" },
  "characters without width": { text: "路\u200b灯\u200d坏\ufeff了\u2060，电话1\u200b9912345678" },
  "a lone surrogate": { text: "路灯\ud83d坏了\udc00", title: "\ud800" },
  "pictures and combined characters": { text: "👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u0301 ①㎡ ﷽" },
  "control characters": { text: "路灯\u0001坏\u007f了\u001b[31m红\u0008", title: "\u0000" },
  "a NUL in the text": { text: "前\u0000后" },
  "words of a query language": { text: "'); DROP TABLE heartbridge.events; -- \\ % _ $1" },
  "words of markup": { text: "<script>alert(1)</script>&lt;b&gt;", title: "<img src=x onerror=alert(1)>" },
  "a title that is missing": { title: undefined },
  "no author": { author: null },
  "an author without an id": { author: { externalId: null, displayName: "匿名网友" } },
  "times with offsets and more digits than milliseconds": {
    postedAt: "2026-05-06T09:02:03.123456+08:00",
    editedAt: "2026-05-06T09:02:04+08:00",
    collectedAt: "2026-05-06T01:10:00Z",
  },
  "a time long ago and one long after": {
    postedAt: "1970-01-01T00:00:00Z",
    collectedAt: "2099-12-31T23:59:59.999Z",
  },
  "an id with anything in it": { externalId: "a/b?c=d&e#f 路灯\n'\"\\%00" },
  "huge extensions": {
    extensions: Object.fromEntries(
      Array.from({ length: 2_000 }, (_, at) => [`key${at}`, [at, { deep: "值".repeat(20) }]]),
    ),
  },
  "extensions with every kind of value": {
    extensions: { none: null, yes: true, zero: -0, big: 1e300, list: [[], {}], 路: "灯", __proto__x: 1 },
  },
  "deep extensions": {
    extensions: { deep: JSON.parse(`${"[".repeat(200)}1${"]".repeat(200)}`) as unknown },
  },
  "many attachments and replies": {
    attachments: Array.from({ length: 300 }, (_, at) => ({
      kind: "image" as const,
      url: `https://p.example/${at}.jpg`,
    })),
    official: {
      status: "closed",
      replies: Array.from({ length: 100 }, (_, at) => ({
        text: `答复${at}`,
        at: at % 2 ? "2026-05-06T02:00:00+08:00" : null,
      })),
    },
  },
  "a comment that says what it answers": {
    channel: "comment",
    inReplyTo: { externalId: "v-1", url: null, text: "原文：电话19912345678" },
  },
  "a post that is gone already": { withdrawn: true },
};

/** Each with its name. Ids differ, and no two fields are odd at once unless the name says so. */
export function oddPosts(): { name: string; post: RawPostInput }[] {
  return Object.entries(ODD).map(([name, fields], at) => ({
    name,
    post: rawPostInput({ externalId: `odd-${at}`, source: "odd", ...fields }),
  }));
}
