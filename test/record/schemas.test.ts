import { describe, expect, it } from "vitest";
import { jsonSchemas } from "../../src/record/json-schema.ts";
import { RawPost } from "../../src/record/raw-post.ts";
import { rawPostInput } from "../support/factories.ts";
import { contractValidator, faultsOf, validatorOf } from "../support/formats.ts";
import { oddPosts } from "../support/odd-posts.ts";

const contract = contractValidator("raw-post");
const published = validatorOf(jsonSchemas()["raw-post"]);
/** As a line carries it: what is undefined is not there. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("a RawPost that the contract takes", () => {
  const least = ["connector", "source", "externalId", "channel", "text", "postedAt", "collectedAt"];
  const leastPost = Object.fromEntries(Object.entries(rawPostInput()).filter(([key]) => least.includes(key)));
  it.each([
    { name: "all fields", post: rawPostInput() },
    { name: "the least fields", post: leastPost },
    { name: "a field that nobody knows", post: { ...rawPostInput(), fieldOfLater: 1 } },
    {
      name: "null for whatever may be null",
      post: { ...leastPost, url: null, title: null, author: null, official: null },
    },
    ...oddPosts(),
  ])("with $name is taken by the published schema and by the program", ({ post }) => {
    const value = sent(post);
    expect(faultsOf(contract, value)).toEqual([]);
    expect(faultsOf(published, value)).toEqual([]);
    expect(RawPost.safeParse(value).error?.issues ?? []).toEqual([]);
  });
});

describe("a RawPost that the contract refuses", () => {
  it.each([
    ["connector", "telegram"],
    ["source", ""],
    ["externalId", 4_711],
    ["externalId", ""],
    ["channel", "letter"],
    ["text", null],
    ["title", 7],
    ["postedAt", 1_767_000_000],
    ["postedAtPrecision", "week"],
    ["attachments", [{ kind: "image" }]],
    ["official", { replies: [{ text: 1 }] }],
    ["inReplyTo", {}],
    ["withdrawn", "no"],
    ["extensions", []],
  ])("for %s = %j is refused by the published schema and by the program, with the path", (key, value) => {
    const post = sent({ ...rawPostInput(), [key]: value });
    expect(faultsOf(contract, post)).not.toEqual([]);
    expect(faultsOf(published, post)).not.toEqual([]);
    const issues = RawPost.safeParse(post).error?.issues ?? [];
    expect(issues.map(({ path }) => path[0])).toContain(key);
  });

  it.each(["connector", "source", "externalId", "channel", "text", "postedAt", "collectedAt"])(
    "without %s is too",
    (key) => {
      const { [key as "text"]: _left, ...post } = rawPostInput();
      expect(faultsOf(contract, sent(post))).not.toEqual([]);
      expect(faultsOf(published, sent(post))).not.toEqual([]);
      expect(RawPost.safeParse(sent(post)).success).toBe(false);
    },
  );
});
