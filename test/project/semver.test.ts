import { describe, expect, it } from "vitest";
import { satisfies } from "./semver.ts";

describe("a range of versions", () => {
  it.each([
    [">=18", true],
    [">=20.20.0", true],
    [">=20.20.1", false],
    [">= 20", true],
    ["^18 || ^20", true],
    ["^18 || >=22", false],
    ["^20.19.0 || >=22.12.0", true],
    ["^20.21.0 || >=22.12.0", false],
    ["20 || 22", true],
    ["22", false],
    ["20.x", true],
    ["20.19.x", false],
    [">=14 <20", false],
    [">=14 <=20", true],
    [">14.0.0 <21", true],
    [">20", false],
    ["~20.20", true],
    ["~20.19", false],
    ["16 - 20", true],
    ["16 - 20.19", false],
    ["*", true],
    ["", true],
    [">= 0.4", true],
    ["^0.4", false],
    [">=22.0.0-beta.1", false],
  ])("%j holds 20.20.0: %s", (range, held) => {
    expect(satisfies("20.20.0", range)).toBe(held);
  });

  it("that is not understood is an error, never a yes", () => {
    expect(() => satisfies("20.20.0", ">=twenty")).toThrow(">=twenty");
  });
});
