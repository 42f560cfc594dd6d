import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionFor } from "../../../connectors/weibo/error-table.ts";
import { decodeMid, encodeMid } from "../../../connectors/weibo/permalink.ts";
import { cleanText, splitRepost } from "../../../connectors/weibo/text.ts";
import { idAtSeconds, idBefore, secondsOfId } from "../../../connectors/weibo/time.ts";
import { exactIntegers } from "../../../src/connector/exact-integers.ts";

describe("the short form of post ids", () => {
  it.each([
    ["5277022060021969", "QwjH805Il"],
    ["5189900000012345", "PBII003d7"],
    ["5281000000000061", "QxZba000Z"],
    ["5200123450061234", "Q03d70fVE"],
  ])("writes %s as %s and reads it back", (mid, short) => {
    expect(encodeMid(mid)).toBe(short);
    expect(decodeMid(short)).toBe(mid);
  });

  it("comes back as it was for every id", () => {
    const id = fc.bigInt({ min: 1n, max: 10n ** 16n }).map(String);
    fc.assert(fc.property(id, (mid) => decodeMid(encodeMid(mid)) === mid));
  });
});

describe("the time in an id", () => {
  it("is that of the example's post, to the second", () => {
    // The id of a post of 16 March 2026, 09:12:44 in Beijing, as the id's own formula gives it.
    const id = idAtSeconds(Date.parse("2026-03-16T01:12:44Z") / 1000);
    expect(secondsOfId(id)).toBe(Date.parse("2026-03-16T01:12:44Z") / 1000);
    expect(id).toBeGreaterThan(5_000_000_000_000_000n);
  });

  it("lets a window begin an hour earlier, and never below zero", () => {
    const id = idAtSeconds(1_773_600_000);
    expect(secondsOfId(id) - secondsOfId(idBefore(id, 3_600_000))).toBe(3600);
    expect(idBefore(5n, 3_600_000)).toBe(0n);
    expect(idAtSeconds(0)).toBe(0n);
  });
});

describe("what a citizen wrote", () => {
  it("loses only blanks and zero-width spaces at the end", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const plain = text.replaceAll("&", "");
        expect(plain.startsWith(cleanText(plain))).toBe(true);
        expect(cleanText(`${plain} \u200b`)).toBe(cleanText(plain));
      }),
    );
  });

  it("stands before the first //@ of a repost", () => {
    expect(splitRepost("求助//@甲:一//@乙:二")).toEqual({ own: "求助", chain: "//@甲:一//@乙:二" });
    expect(splitRepost("转发微博")).toEqual({ own: "转发微博", chain: null });
  });
});

describe("long numbers in a payload", () => {
  const payload = (body: string) => ({
    kind: "comments",
    url: "",
    request: {},
    contentType: "",
    body: Buffer.from(body),
    collectedAt: new Date(0),
  });
  const text = (body: string) => Buffer.from(exactIntegers(payload(body)).body).toString("utf8");

  it("keep every digit, inside strings and fractions nothing changes", () => {
    expect(
      text('{"id":202603160855031234,"text":"编号 5277017608933671，\\"5277017608933671","x":0.1234567890123456789}'),
    ).toBe('{"id":"202603160855031234","text":"编号 5277017608933671，\\"5277017608933671","x":0.1234567890123456789}');
  });

  it("leave every other JSON what it was", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const body = JSON.stringify(value);
        if (!/\d{16}/.test(body)) expect(text(body)).toBe(body);
        else expect(() => JSON.parse(text(body))).not.toThrow();
      }),
    );
  });
});

describe("errors of the platform", () => {
  it.each([
    [10001, "System error", "retry"],
    [10004, "IP limit", "look"],
    [10004, "IP requests out of rate limit", "address-limit"],
    [10014, "Insufficient app permissions", "interface-refused"],
    [10022, "IP requests out of rate limit", "address-limit"],
    [10022, "wrong username or password", "authorise"],
    [10023, "User requests out of rate limit!", "account-limit"],
    [10023, "too many pending tasks", "pause"],
    [10024, "User requests for comments/to_me out of rate limit!", "interface-limit"],
    [20101, "Target weibo does not exist!", "item-gone"],
    [21327, "expired_token", "authorise"],
    [21324, "invalid_client", "configuration"],
    [19999, "something new", "look"],
  ])("%i (%s) means: %s", (code, words, action) => expect(actionFor(code, words)).toBe(action));
});
