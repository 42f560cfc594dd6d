import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearest } from "../../src/api/nearest.ts";
import { loggedUrl } from "../../src/api/request-log.ts";

const KNOWN = ["urgency", "field", "kind", "from", "to", "limit"];

describe("the nearest known name", () => {
  it.each([
    ["urgancy", "urgency"],
    ["Urgency", "urgency"],
    ["form", "from"],
    ["limits", "limit"],
    ["colour", null],
    ["authorization", null],
  ])("to %s is %s", (word, expected) => {
    expect(nearest(word, KNOWN)).toBe(expected);
  });

  it("to a known name is that name", () => {
    fc.assert(fc.property(fc.constantFrom(...KNOWN), (name) => nearest(name, KNOWN) === name));
  });

  it("is always a known name or none, for any word", () => {
    fc.assert(fc.property(fc.string(), (word) => [...KNOWN, null].includes(nearest(word, KNOWN))));
  });
});

describe("a logged address", () => {
  it("hides what was searched and why something was erased, and keeps the rest", () => {
    expect(loggedUrl("/v1/messages?q=%E5%BC%A0%E4%B8%89&limit=5")).toBe("/v1/messages?q=…&limit=5");
    expect(loggedUrl("/v1/messages/x?reason=asked")).toBe("/v1/messages/x?reason=…");
    expect(loggedUrl("/livez")).toBe("/livez");
  });

  it("never holds the words of a search", () => {
    const words = fc.stringMatching(/^[a-z]{8,20}$/);
    fc.assert(fc.property(words, (q) => !loggedUrl(`/v1/messages?limit=1&q=${q}&Q=1#x`).includes(q)));
  });
});
