import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loggedUrl } from "../../src/api/request-log.ts";

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
