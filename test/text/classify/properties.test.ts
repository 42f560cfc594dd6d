import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requiredLiterals } from "../../../src/text/classify/literals.ts";
import { RULES } from "../../../src/text/classify/rules/index.ts";
import { classifier, classify } from "./shipped.ts";

/** Messages of each level, in clauses. Invented. */
const MESSAGES = [
  ["后山烧起来了", "火正往寨子这边走"],
  ["一楼厨房的煤气罐嘶嘶漏气", "整栋楼都闻得到"],
  ["停水两天了", "三楼老人靠邻居提水"],
  ["我们十七个人做了五个月", "工资一分没发", "老板跑了"],
  ["路灯坏了半年", "报了几次没人修"],
  ["请问办居住证", "要带哪些材料"],
];

/** What has no say (rubric §2). */
const NO_SAY = ["十万火急", "急急急", "跪求", "贪官污吏", "官官相护", "我要去省里上访", "发抖音曝光", "一万人点赞"];

describe("the classifier, whatever it is given", () => {
  it("keeps level and codes when words that have no say are put between clauses", () => {
    fc.assert(
      fc.property(fc.constantFrom(...MESSAGES), fc.constantFrom(...NO_SAY), fc.nat(3), (clauses, words, place) => {
        const at = Math.min(place, clauses.length);
        const plain = classify(`${clauses.join("，")}。`).urgency;
        const filled = classify(`${[...clauses.slice(0, at), words, ...clauses.slice(at)].join("，")}。`).urgency;
        expect(filled.level).toBe(plain.level);
        expect(filled.reasons.map(({ code }) => code)).toEqual(plain.reasons.map(({ code }) => code));
      }),
    );
  });

  it("gives one verdict for one text, with reasons quoted from it, for any UTF-16 units", () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 });
    fc.assert(
      fc.property(units, fc.constantFrom(...MESSAGES), (codes, clauses) => {
        const text = String.fromCharCode(...codes) + clauses.join("，");
        const verdict = classify(text);
        expect(classify(text)).toEqual(verdict);
        for (const reason of verdict.urgency.reasons) expect(text).toContain(reason.text);
        if (verdict.urgency.level === "critical" || verdict.urgency.level === "high") {
          expect(verdict.urgency.reasons.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it("reads 200,000 characters in about a second", () => {
    const text = "物业费一年涨一次，草比人高，垃圾三天才收一回。".repeat(9_000);
    const start = performance.now();
    classifier.classify({ title: null, text, postedAt: null });
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});

describe("the strings that a rule needs", () => {
  it.each([
    ["(着|起)火", [["着火", "起火"]]],
    [
      "电(线|缆)[^，]{0,4}(断|掉)",
      [
        ["电线", "电缆"],
        ["断", "掉"],
      ],
    ],
    ["(没有?)?水", [["水", "没水", "没有水"]]],
    ["(烟|火)+|塌(?!方)", [["烟", "火", "塌"]]],
    ["\\d{1,3}天", [["天"]]],
    ["[^a]?", []],
  ])("are, of %s, one of each set", (source, sets) => {
    const sorted = requiredLiterals(source).map((set) => [...set].sort());
    expect(sorted).toEqual(sets.map((set) => [...set].sort()));
  });

  it("are found for every rule, so that none is run on every text", () => {
    for (const { cue } of RULES) expect(requiredLiterals(cue.source).length, cue.source).toBeGreaterThan(0);
  });
});
