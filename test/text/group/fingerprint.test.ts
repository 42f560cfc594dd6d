import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeFingerprint,
  encodeFingerprint,
  FINGERPRINT_VERSION,
  FingerprintError,
  fingerprint,
  NO_DAY,
} from "../../../src/text/group/fingerprint.ts";
import { estimateJaccard } from "../../../src/text/group/minhash.ts";
import { RUBBISH, TEMPLATE, TEMPLATE_ELSEWHERE } from "./messages.ts";

const input = fc.record({
  title: fc.option(fc.string({ unit: "binary" })),
  text: fc.string({ unit: "binary", maxLength: 400 }),
  postedAt: fc.option(fc.oneof(fc.constant("2026-03-02T05:14:05.000Z"), fc.string())),
});

describe("the fingerprint of a message", () => {
  it("is made of any text without an error, and comes back whole from its encoded form", () => {
    fc.assert(
      fc.property(input, (message) => {
        const print = fingerprint(message);
        const encoded = encodeFingerprint(print);
        expect(decodeFingerprint(encoded)).toEqual(print);
        expect(encodeFingerprint(fingerprint(message))).toBe(encoded);
      }),
    );
  });

  it("takes at most 400 characters, however long the message", () => {
    const long = Array.from({ length: 5_000 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919) % 20_000))).join(
      "",
    );
    expect(encodeFingerprint(fingerprint({ title: long, text: long, postedAt: RUBBISH.postedAt }))).toHaveLength(400);
  });

  it("has the same exact hash when only punctuation, case, width or spaces differ", () => {
    const plain = fingerprint({ title: null, text: "Abc小区3栋的电梯坏了，没人修", postedAt: null });
    const other = fingerprint({ title: "电梯", text: "ＡＢＣ小区 ３栋的\u200b电梯坏了……没人修！", postedAt: null });
    expect(other.exact).toEqual(plain.exact);
    expect(other.length).toBe(plain.length);
  });

  it("has another exact hash when one character differs", () => {
    expect(fingerprint({ ...RUBBISH, text: `${RUBBISH.text}谢` }).exact).not.toEqual(fingerprint(RUBBISH).exact);
  });

  it("keeps the day in UTC, and marks a time that is missing or not readable", () => {
    const dayOf = (postedAt: string | null) => fingerprint({ title: null, text: "", postedAt }).day;
    expect(dayOf("1970-01-03T00:00:00.000Z")).toBe(2);
    expect(dayOf("2026-03-02T07:00:00.000+08:00")).toBe(dayOf("2026-03-01T23:00:00.000Z"));
    expect([dayOf(null), dayOf("yesterday"), dayOf("1969-12-31T23:00:00.000Z")]).toEqual([NO_DAY, NO_DAY, NO_DAY]);
  });

  it("estimates how much wording two texts share", () => {
    const [first, second] = [fingerprint(TEMPLATE), fingerprint(TEMPLATE_ELSEWHERE)];
    expect(estimateJaccard(first.sketch, second.sketch)).toBeGreaterThan(0.45);
    expect(estimateJaccard(first.sketch, fingerprint(RUBBISH).sketch)).toBeLessThan(0.2);
    const nothing = fingerprint({ title: null, text: "赞", postedAt: null });
    expect(estimateJaccard(nothing.sketch, nothing.sketch)).toBe(0);
  });
});

describe("a string that is no fingerprint", () => {
  const good = encodeFingerprint(fingerprint(RUBBISH));

  it.each([
    ["empty", ""],
    ["not base64", "这不是指纹"],
    ["cut", good.slice(0, 120)],
    ["cut between two terms", Buffer.from(good, "base64").subarray(0, -4).toString("base64")],
    ["with more than belongs to it", Buffer.concat([Buffer.from(good, "base64"), Buffer.alloc(4)]).toString("base64")],
  ])("is refused when it is %s", (_, wrong) => {
    expect(() => decodeFingerprint(wrong)).toThrow(FingerprintError);
  });

  it("is refused with both versions named when it is of another version", () => {
    const bytes = Buffer.from(good, "base64");
    bytes[0] = FINGERPRINT_VERSION + 1;
    expect(() => decodeFingerprint(bytes.toString("base64"))).toThrow(
      `fingerprint version ${FINGERPRINT_VERSION + 1}, expected ${FINGERPRINT_VERSION}`,
    );
  });
});
