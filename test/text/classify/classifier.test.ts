import { describe, expect, it } from "vitest";
import { classifier, classify } from "./shipped.ts";

describe("classifier", () => {
  it("names its rules and its model with their versions", () => {
    expect(classifier.version).toMatch(/^heartbridge-rules@\d+\+learned@\d+$/);
  });

  it("gives the same verdict every time", () => {
    const text = "后山烧起来了，火正往寨子这边走。";
    expect(classify(text)).toEqual(classify(text));
  });

  it("quotes the message's own words as reasons, misspelt as they are", () => {
    const text = "打然气公司没人接，一楼厨房的煤气管嘶嘶漏气，整栋楼都闻得到。";
    const { urgency } = classify(text, "打哪个电话〔电话〕");
    expect(urgency.level).toBe("critical");
    expect(urgency.reasons[0]?.code).toBe("gas-leak");
    for (const reason of urgency.reasons) expect(`打哪个电话〔电话〕\n${text}`).toContain(reason.text);
  });

  it("files a complaint about wages under labour", () => {
    const { field } = classify("在工地做了四个月，包工头一直不发工资，也没有签劳动合同、没有交社保。");
    expect(field.code).toBe("labour-social-security");
    expect(field.confidence).toBeGreaterThan(0.5);
  });

  it("has a person look at what holds no readable words", () => {
    for (const text of ["", "[图片]", "http://t.cn/A6abc", "……", "（只有一张图片，没有文字）"]) {
      const { urgency } = classify(text);
      expect(urgency.level).toBe("normal");
      expect(urgency.confidence).toBeLessThanOrEqual(0.3);
    }
  });

  it.each([
    ["complaint", "投诉物业不退装修押金，推了五个月。"],
    ["consultation", "请问办居住证要带哪些材料？"],
    ["suggestion", "建议在河边步道多放几张长椅。"],
    ["thanks", "感谢窗口的小滕，帮我爸把手续办好了。"],
    ["help", "河水漫进一楼了，婆婆瘫在床上抬不动，快来人。"],
  ])("calls it %s: %s", (kind, text) => {
    expect(classify(text).kind).toBe(kind);
  });

  it("finds danger at the end of a long complaint", () => {
    const long = "物业费一年涨一次，草比人高，垃圾三天才收一回，门禁刷不开，停车位乱收钱。".repeat(40);
    expect(classify(`${long}刚才一楼厨房的煤气管嘶嘶漏气，整栋楼都闻得到。`).urgency.level).toBe("critical");
  });

  it("reads a hostile text in linear time", () => {
    const start = performance.now();
    classify("电梯里有人出不来没有水没有电着火".repeat(500));
    const short = performance.now() - start;
    classify("电梯里有人出不来没有水没有电着火".repeat(2_000));
    const long = performance.now() - start - short;
    expect(long).toBeLessThan(short * 12 + 500);
  });
});
