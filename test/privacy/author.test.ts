import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { authorRef } from "../../src/privacy/author.ts";

const KEY = Buffer.alloc(32, 9);
const word = fc.string({ minLength: 1, maxLength: 30 });

describe("an author's ref", () => {
  it("is the same for one author of one source, and 64 hex digits", () => {
    expect(authorRef(KEY, "weibo", "1234567890")).toBe(authorRef(KEY, "weibo", "1234567890"));
    expect(authorRef(KEY, "weibo", "1234567890")).toMatch(/^[0-9a-f]{64}$/);
  });

  it("differs between sources, between authors and between keys, so that nobody can be linked", () => {
    fc.assert(
      fc.property(word, word, word, word, (source, otherSource, author, otherAuthor) => {
        fc.pre(source !== otherSource && author !== otherAuthor);
        const ref = authorRef(KEY, source, author);
        expect(ref).not.toBe(authorRef(KEY, otherSource, author));
        expect(ref).not.toBe(authorRef(KEY, source, otherAuthor));
        expect(ref).not.toBe(authorRef(Buffer.alloc(32, 8), source, author));
      }),
    );
  });

  it("is not there where the platform gave no id: a display name is none", () => {
    expect(authorRef(KEY, "weibo", null)).toBeNull();
    expect(authorRef(KEY, "weibo", "")).toBeNull();
  });
});
