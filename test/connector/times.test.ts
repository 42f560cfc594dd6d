import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePlatformTime } from "../../src/connector/times.ts";

/** Monday 2 March 2026, 21:14:05 in Beijing. */
const received = new Date("2026-03-02T13:14:05.000Z");

describe("times as the platforms write them", () => {
  it.each([
    ["2026-03-02 21:14:05", "2026-03-02T13:14:05.000Z", "second"],
    ["2026-03-02 21:14:05.120", "2026-03-02T13:14:05.000Z", "second"],
    ["2026-3-2 8:05", "2026-03-02T00:05:00.000Z", "minute"],
    ["2026-3-10 8:12:33", "2026-03-10T00:12:33.000Z", "second"],
    ["2026/3/2", "2026-03-01T16:00:00.000Z", "day"],
    ["2026.03.02", "2026-03-01T16:00:00.000Z", "day"],
    ["2026年3月2日", "2026-03-01T16:00:00.000Z", "day"],
    ["20260302", "2026-03-01T16:00:00.000Z", "day"],
    ["2026年3月2日 21时14分", "2026-03-02T13:14:00.000Z", "minute"],
    ["2026年3月2日21时14分05秒", "2026-03-02T13:14:05.000Z", "second"],
    ["2026-03-02T21:14:05+08:00", "2026-03-02T13:14:05.000Z", "second"],
    ["2026-03-02T13:14:05Z", "2026-03-02T13:14:05.000Z", "second"],
    ["03-02", "2026-03-01T16:00:00.000Z", "day"],
    ["03-03", "2026-03-02T16:00:00.000Z", "day"],
    ["3月1日", "2026-02-28T16:00:00.000Z", "day"],
    ["03-01 10:20", "2026-03-01T02:20:00.000Z", "minute"],
    ["02-29", "2024-02-28T16:00:00.000Z", "day"],
    ["20:14", "2026-03-02T12:14:00.000Z", "minute"],
    ["今天 10:20", "2026-03-02T02:20:00.000Z", "minute"],
    ["昨天 10:20", "2026-03-01T02:20:00.000Z", "minute"],
    ["前天 10:20", "2026-02-28T02:20:00.000Z", "minute"],
    ["昨天", "2026-02-28T16:00:00.000Z", "day"],
    ["刚刚", "2026-03-02T13:14:00.000Z", "minute"],
    ["30秒前", "2026-03-02T13:13:00.000Z", "minute"],
    ["5分钟前", "2026-03-02T13:09:00.000Z", "minute"],
    ["3小时前", "2026-03-02T10:00:00.000Z", "hour"],
    ["2天前", "2026-02-27T16:00:00.000Z", "day"],
    ["1772457245", "2026-03-02T13:14:05.000Z", "second"],
    ["1772457245000", "2026-03-02T13:14:05.000Z", "second"],
    ["Mon Mar 02 21:14:05 +0800 2026", "2026-03-02T13:14:05.000Z", "second"],
    ["２０２６－０３－０２　２１：１４", "2026-03-02T13:14:00.000Z", "minute"],
  ])("%s is %s to the %s", (text, at, precision) => {
    expect(parsePlatformTime(text, received)).toEqual({ at, precision });
  });

  it("reads a day at the turn of the year as last year's", () => {
    const inJanuary = new Date("2026-01-02T02:00:00.000Z");
    expect(parsePlatformTime("12-30", inJanuary)?.at).toBe("2025-12-29T16:00:00.000Z");
    expect(parsePlatformTime("昨天 10:20", new Date("2025-12-31T16:30:00.000Z"))?.at).toBe("2025-12-31T02:20:00.000Z");
  });

  it.each([
    "",
    "待定",
    "2026-02-30",
    "2026-13-01",
    "26-3-2 25:00",
    "2026-3-2 24:61",
    "0",
    "昨晚",
    "2026-3-2 8:05 左右",
    "12345678",
    "半小时前",
  ])("does not guess what %j means", (text) => {
    expect(parsePlatformTime(text, received)).toBeNull();
  });

  it("reads any instant that is written out in Beijing time", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1991-01-01"), max: new Date("2099-01-01"), noInvalidDate: true }),
        (date) => {
          const second = new Date(Math.floor(date.getTime() / 1000) * 1000);
          const beijing = new Date(second.getTime() + 8 * 3_600_000).toISOString();
          expect(parsePlatformTime(beijing.slice(0, 19).replace("T", " "), received)?.at).toBe(second.toISOString());
        },
      ),
    );
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => void parsePlatformTime(text, received)));
  });
});
