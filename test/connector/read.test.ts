import { describe, expect, it } from "vitest";
import { Duration, durationMs } from "../../src/connector/duration.ts";
import { pageSign } from "../../src/connector/page-sign.ts";
import { Field } from "../../src/connector/read.ts";
import { statusOf } from "../../src/connector/status.ts";

describe("a field of unknown JSON", () => {
  const root = new Field(
    JSON.parse('{"data":{"rows":[{"id":4712055,"big":5012345678901234567,"n":"12","none":null,"empty":""}]}}'),
  );
  const row = root.at("data").at("rows").list()[0] as Field;

  it("gives values and tolerates digits in quotes", () => {
    expect(row.at("id").id()).toBe("4712055");
    expect(row.at("n").number()).toBe(12);
    expect(row.at("none").stringOrNull()).toBeNull();
    expect(row.at("empty").numberOrNull()).toBeNull();
    expect(row.first("absent", "id").number()).toBe(4712055);
  });

  it("names the path of what is missing or of another type", () => {
    expect(() => row.at("title").string()).toThrow(
      expect.objectContaining({ reason: "missing-field", path: "data.rows[0].title" }),
    );
    expect(() => row.at("id").list()).toThrow(expect.objectContaining({ reason: "wrong-type" }));
    expect(() => root.at("x").at("y").at("z").number()).toThrow("x.y.z is missing, expected a number");
  });

  it("refuses an id that has lost digits as a number", () => {
    expect(() => row.at("big").id()).toThrow(expect.objectContaining({ reason: "unsafe-id" }));
  });

  it("does not take a built-in property for a field", () => {
    expect(root.at("constructor").present).toBe(false);
    expect(root.at("__proto__").present).toBe(false);
  });
});

describe("words and durations", () => {
  it("map a platform's word to the record's, an unknown one to unknown", () => {
    expect(statusOf({ 办理中: "in_progress" }, " 办 理中 ")).toBe("in_progress");
    expect(statusOf({ 办理中: "in_progress" }, "constructor")).toBe("unknown");
    expect(statusOf({}, null)).toBe("unknown");
  });

  it("read durations with their unit", () => {
    expect(["250ms", "3s", "30m", "24h", "7d", "1.5s"].map(durationMs)).toEqual([
      250, 3000, 1_800_000, 86_400_000, 604_800_000, 1500,
    ]);
    expect(() => durationMs("3")).toThrow('expected a duration such as 250ms, 3s, 30m, 24h or 7d, found "3"');
    expect(Duration.parse("3s")).toBe(3000);
    expect(Duration.safeParse("soon").success).toBe(false);
  });
});

describe("a page in another's place", () => {
  it("is recognised by its signs", () => {
    expect(pageSign('<script>$_ts=window["$_ts"]</script>')?.reason).toBe("js-challenge");
    expect(pageSign("<html><title>用户登录</title></html>")?.reason).toBe("login-page");
    expect(pageSign("<p>您的访问异常，请稍候</p>")?.reason).toBe("blocked");
    expect(pageSign("<p>关于高村镇滨河路夜市油烟扰民的投诉</p>")).toBeNull();
  });
});

describe("a field shown as text", () => {
  it.each([
    [1, "1"],
    ["SN0006", "SN0006"],
    [null, "null"],
    [undefined, "undefined"],
    [{ toString: 1, valueOf: 2 }, '{"toString":1,"valueOf":2}'],
  ])("never throws: %j", (value, text) => {
    expect(new Field(value).shown()).toBe(text);
  });
});
