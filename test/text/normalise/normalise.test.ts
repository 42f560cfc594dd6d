import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lettersOnly, matchForm } from "../../../src/text/normalise/match-form.ts";
import { tidy } from "../../../src/text/normalise/tidy.ts";

const SIGNS = [
  "a",
  "Ａ",
  "１",
  "，",
  "！",
  "½",
  "②",
  "㎡",
  "…",
  "～",
  " ",
  "\u3000",
  "\u00a0",
  "\t",
  "\n",
  "\r\n",
  "\u2028",
  "\u200b",
  "\u200d",
  "\ufe0f",
  "👨",
  "👩",
  "🏴",
  "\u{e0067}",
  "\u{e007f}",
  "\u00ad",
  "e",
  "\u0301",
  "ｶ",
  "ﾞ",
  "⼈",
  "\ud800",
  "İ",
  "ﬁ",
];
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...SIGNS), { maxLength: 20 }).map((signs) => signs.join("")),
);

/** What was written, whatever its spacing: NFKC without white space, format and control characters. */
const wording = (text: string) =>
  text
    .replace(/[\s\p{Cf}\p{Cc}]/gu, "")
    .normalize("NFKC")
    .replace(/[\s\p{Cf}\p{Cc}]/gu, "")
    .normalize("NFKC");

describe("tidy", () => {
  it.each([
    ["  路灯\r\n\r\n\r\n\r\n坏了\t ", "路灯\n\n坏了"],
    ["水\u3000\u3000停\u00a0 了", "水 停 了"],
    ["停\u200b电\u0000了\ufeff", "停电了"],
    ["ＡＢＣ１２３＠ｑｑ", "ABC123@qq"],
    ["真的吗？！（急），请看：一；二。", "真的吗？！（急），请看：一；二。"],
    ["1½ 10㎡ ① 5℃ x²…", "1½ 10㎡ ① 5℃ x²…"],
    ["👨‍👩‍👧 一家\u200d人", "👨‍👩‍👧 一家人"],
    ["🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
    ["❤️‍🔥", "❤️‍🔥"],
    ["", ""],
  ])("writes %j as %j", (text, tidied) => {
    expect(tidy(text)).toBe(tidied);
  });

  it("changes nothing that it has tidied", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tidy(tidy(text))).toBe(tidy(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps every word and sign of the citizen", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(wording(tidy(text))).toBe(wording(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("reads a long text in time that grows with its length only", () => {
    const began = performance.now();
    for (const sign of SIGNS) tidy(sign.repeat(50_000));
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe("matchForm and lettersOnly", () => {
  it("make two writings of the same words equal", () => {
    expect(matchForm("ＷiFi\u200b  断 了！\n")).toBe("wifi 断 了!");
    expect(lettersOnly("【急】ＷiFi 断了！！2天…")).toBe(lettersOnly("急wifi断了２天"));
  });

  it("change nothing the second time", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(matchForm(matchForm(text))).toBe(matchForm(text));
        expect(lettersOnly(lettersOnly(text))).toBe(lettersOnly(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("leaves letters and digits only", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(lettersOnly(text)).toMatch(/^[\p{L}\p{N}]*$/u);
      }),
    );
  });
});
