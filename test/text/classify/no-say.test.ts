import { describe, expect, it } from "vitest";
import { classify } from "./shipped.ts";

/** Messages of each level, invented. */
const MESSAGES = [
  "后山烧起来了，火正往寨子这边走。",
  "停水两天了，三楼老人靠邻居提水。",
  "我们十七个人做了五个月，老板电话关机了，工资一分没发。",
  "路灯坏了半年，报了几次没人修。",
  "请问办居住证要带哪些材料？",
];

/** What has no say, by the rubric's list in §2: contempt, identity, reach, pressure, form. */
const NO_SAY = [
  "你们这些当官的都是废物。",
  "感谢党和政府。",
  "我是退役军人。",
  "我是苗族人。",
  "这条留言一万人点赞了。",
  "再不处理我就去省里上访。",
  "我要发抖音曝光。",
  "十万火急！！！",
  "急急急！！！",
  "跪求！！！",
];

describe("what has no say in urgency", () => {
  for (const message of MESSAGES) {
    const plain = classify(message).urgency;
    it.each(NO_SAY)(`leaves level and codes of 「${message}」 as they are beside 「%s」`, (words) => {
      for (const text of [words + message, message + words]) {
        const { level, reasons } = classify(text).urgency;
        expect(level).toBe(plain.level);
        expect(reasons.map((reason) => reason.code)).toEqual(plain.reasons.map((reason) => reason.code));
      }
    });
  }
});
