import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createClassifier } from "../../../src/text/classify/classifier.ts";
import { parseModel } from "../../../src/text/classify/model.ts";

const model = new URL("../../../models/classifier.json", import.meta.url);
const classifier = createClassifier(parseModel(JSON.parse(readFileSync(model, "utf8"))));

function classify(text: string, title: string | null = null) {
  return classifier.classify({ title, text, postedAt: "2026-03-02T08:00:00.000Z" });
}

describe("classifier", () => {
  it("names its rules and its model with their versions", () => {
    expect(classifier.version).toMatch(/^heartbridge-rules@\d+\+field@\d+$/);
  });

  it("gives the same verdict every time", () => {
    const text = "后山烧起来了，火正往寨子这边走。";
    expect(classify(text)).toEqual(classify(text));
  });

  it("quotes the message's own words as reasons", () => {
    const { urgency } = classify("一楼厨房嘶嘶漏气，整栋楼都闻得到。", "打哪个电话〔电话〕");
    expect(urgency.level).toBe("critical");
    expect(urgency.reasons[0]?.code).toBe("gas-leak");
    expect("一楼厨房嘶嘶漏气，整栋楼都闻得到。").toContain(urgency.reasons[0]?.text);
  });

  it("files a complaint about wages under labour", () => {
    const { field } = classify("在工地做了四个月，包工头一直不发工资，也没有签劳动合同、没有交社保。");
    expect(field.code).toBe("labour-social-security");
    expect(field.confidence).toBeGreaterThan(0.5);
  });

  it("has a person look at what holds no readable words", () => {
    for (const text of ["", "[图片]", "http://t.cn/A6abc", "……"]) {
      const { urgency } = classify(text);
      expect(urgency.level).toBe("normal");
      expect(urgency.confidence).toBeLessThanOrEqual(0.3);
    }
  });
});
