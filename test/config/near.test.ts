import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearest } from "../../src/config/near.ts";

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
