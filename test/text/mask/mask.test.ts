import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateMasking } from "../../../src/text/mask/evaluate.ts";
import { countRedactions, findPersonalData, mask, maskDisplayName, TOKENS } from "../../../src/text/mask/index.ts";

/** Pieces of which people make numbers, accounts and addresses: denser in near-hits than arbitrary unicode. */
const PIECES = [
  "1",
  "3",
  "8",
  "0",
  "5",
  "7",
  "Ｘ",
  "x",
  "138",
  "0000",
  "１３８",
  "一三八零",
  "幺",
  "o",
  "l",
  "O",
  " ",
  "-",
  "．",
  "（",
  ")",
  "+86",
  "\u200b",
  "\ufe0f\u20e3",
  "\ud835",
  "\udfd9",
  "①②",
  "微信",
  "V",
  "QQ",
  "@",
  "example.com",
  "湘",
  "N",
  "护照",
  "E",
  "电话",
  "我叫",
  "张",
  "石坎",
  "、",
  "村民",
  "本人",
  "住",
  "锦江",
  "小区",
  "路",
  "号",
  "栋",
  "室",
  "六组",
  "村",
  "〔",
  "〕",
  "〔电话〕",
  "元",
  "\n",
  "😀",
  "6222",
  "431226",
  "订单号",
];
const patchwork = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(""));
const anyText = fc.oneof(
  patchwork,
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
);

describe("mask", () => {
  it("replaces each span by the token of its kind and leaves the rest as written", () => {
    const { text, redactions } = mask("联系人：田禾苗，电话 159 0000 2468，湘N54321挡路。");
    expect(text).toBe("联系人：〔姓名〕，电话 〔电话〕，〔车牌〕挡路。");
    expect(redactions.map(({ type }) => type)).toEqual(["name", "phone", "plate"]);
  });

  it("gives offsets that are sorted, lie in the input and do not overlap", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let last = 0;
        for (const { start, end } of findPersonalData(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1500 },
    );
  });

  it("finds nothing in a text that it has masked", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = mask(text).text;
        expect(mask(once)).toEqual({ text: once, redactions: [] });
      }),
      { numRuns: 1500 },
    );
  });

  it("keeps everything outside the spans", () => {
    fc.assert(
      fc.property(patchwork, (text) => {
        const { text: masked, redactions } = mask(text);
        let rest = "";
        let at = 0;
        for (const { type, start, end } of redactions) {
          rest += text.slice(at, start) + TOKENS[type];
          at = end;
        }
        expect(rest + text.slice(at)).toBe(masked);
      }),
    );
  });

  it.each([
    "1",
    "张",
    "一",
    "1 ",
    "o1",
    "湘N",
    "微信",
    "村民",
    "我叫张",
    "a@",
    "栋",
    "1栋",
    "路1号",
    "（at）",
    "138",
    "①",
    "V",
    "0745-",
    "\u200b1",
    "、张三丰",
  ])("reads 200,000 characters of %j in under a second", (piece) => {
    const text = piece.repeat(Math.ceil(200_000 / piece.length)).slice(0, 200_000);
    const began = performance.now();
    mask(text);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe("countRedactions", () => {
  it("counts by kind in the vocabulary's order", () => {
    const spans = findPersonalData("我叫石清泉，电话13900001111或13900002222。");
    expect(countRedactions(spans)).toEqual([
      { type: "phone", count: 2 },
      { type: "name", count: 1 },
    ]);
  });
});

describe("maskDisplayName", () => {
  it.each([
    ["张三丰", "张*"],
    ["滕***", "滕*"],
    ["👨‍👩‍👧一家人", "👨‍👩‍👧*"],
    [" mayang_2020 ", "m*"],
    ["***", "*"],
    ["", null],
    ["  ", null],
    [null, null],
  ])("shows %j as %j", (name, shown) => {
    expect(maskDisplayName(name)).toBe(shown);
  });
});

describe("evaluateMasking", () => {
  it("counts a span as right only when kind and both ends are", () => {
    const spans = (start: number, end: number) => [{ type: "phone" as const, start, end }];
    const result = evaluateMasking([
      { id: "right", text: "打13900001111", spans: spans(1, 12) },
      { id: "short", text: "打13900001111", spans: spans(1, 11) },
      { id: "clean", text: "打12345", spans: [] },
    ]);
    expect(result.overall).toEqual({ expected: 2, found: 2, right: 1, recall: 0.5, precision: 0.5 });
    expect(result.cleanUntouched).toBe(1);
    expect(result.errors).toEqual([{ id: "short", missed: ["phone: 1390000111"], extra: ["phone: 13900001111"] }]);
  });
});
