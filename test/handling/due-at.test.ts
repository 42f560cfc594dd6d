import { describe, expect, it } from "vitest";
import { DueRules, dueAt } from "../../src/handling/due-at.ts";

/** The State Council's shifts for October 2026, as a county would enter them: seven days off, two Saturdays worked. */
const autumn = DueRules.parse({
  calendar: {
    holidays: ["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"],
    workdays: ["2026-09-27", "2026-10-10"],
  },
});

/** Level, when the message came, when it is due, and what the case shows. */
type Case = ["critical" | "high" | "normal" | "low", string, string, string];

/** A message read and recorded at once, unanswered and still published. */
function fresh(level: "critical" | "high" | "normal" | "low", at: string) {
  return { level, collectedAt: at, recordedAt: at, officialStatus: "awaiting", state: "published" } as const;
}

describe("due time", () => {
  it.each<Case>([
    ["critical", "2026-03-07T15:00:00.000Z", "2026-03-07T17:00:00.000Z", "two clock hours, at night and on a Saturday"],
    ["high", "2026-03-07T15:00:00.000Z", "2026-03-08T15:00:00.000Z", "24 clock hours"],
    ["normal", "2026-03-02T01:00:00.000Z", "2026-03-11T09:30:00.000Z", "seven working days from Monday"],
    ["normal", "2026-03-06T15:59:00.000Z", "2026-03-17T09:30:00.000Z", "Friday 23:59 in Beijing is still Friday"],
    ["normal", "2026-03-06T16:00:00.000Z", "2026-03-17T09:30:00.000Z", "Saturday 00:00 counts from Monday on"],
    ["low", "2026-03-02T01:00:00.000Z", "2026-03-23T09:30:00.000Z", "fifteen working days"],
  ])("gives a %s message of %s until %s: %s", (level, at, due) => {
    expect(dueAt(fresh(level, at), DueRules.parse({}))).toBe(due);
  });

  it.each<Case>([
    [
      "normal",
      "2026-09-30T02:00:00.000Z",
      "2026-10-15T09:30:00.000Z",
      "holidays are free and a made-up Saturday is worked",
    ],
    [
      "normal",
      "2026-09-24T02:00:00.000Z",
      "2026-10-09T09:30:00.000Z",
      "a made-up Sunday before the holidays is worked",
    ],
  ])("reckons a %s message of %s until %s with the calendar: %s", (level, at, due) => {
    expect(dueAt(fresh(level, at), autumn)).toBe(due);
  });

  it("counts from a day before recording when an old post is found late", () => {
    const found = {
      ...fresh("high", "2026-03-01T00:00:00.000Z"),
      recordedAt: "2026-03-20T08:00:00.000Z",
    };
    expect(dueAt(found, DueRules.parse({}))).toBe("2026-03-20T08:00:00.000Z");
  });

  it("counts from collection when recording followed within a day", () => {
    const prompt = { ...fresh("high", "2026-03-01T00:00:00.000Z"), recordedAt: "2026-03-01T20:00:00.000Z" };
    expect(dueAt(prompt, DueRules.parse({}))).toBe("2026-03-02T00:00:00.000Z");
  });

  it.each(["replied", "closed"] as const)("asks for nothing once the office has %s", (officialStatus) => {
    expect(dueAt({ ...fresh("critical", "2026-03-01T00:00:00.000Z"), officialStatus }, DueRules.parse({}))).toBeNull();
  });

  it.each(["withdrawn", "erased"] as const)("asks for nothing for a %s message", (state) => {
    expect(dueAt({ ...fresh("normal", "2026-03-01T00:00:00.000Z"), state }, DueRules.parse({}))).toBeNull();
  });

  it("follows the county's own end of work and time zone", () => {
    const rules = DueRules.parse({ due: { normal: "1wd" }, workday: { end: "08:00", timezone: "UTC" } });
    expect(dueAt(fresh("normal", "2026-03-06T23:00:00.000Z"), rules)).toBe("2026-03-09T08:00:00.000Z");
  });

  it("keeps the local end of work across a change to summer time", () => {
    const rules = DueRules.parse({ due: { normal: "1wd" }, workday: { end: "17:30", timezone: "Europe/Berlin" } });
    expect(dueAt(fresh("normal", "2026-03-27T10:00:00.000Z"), rules)).toBe("2026-03-30T15:30:00.000Z");
  });
});

describe("rules for due times", () => {
  it.each([
    ["1441h", "60 days and an hour"],
    ["43wd", "more than 60 days in calendar weeks"],
    ["0h", "no time at all"],
    ["2d", "an unknown unit"],
  ])("refuse a limit of %s: %s", (limit) => {
    const result = DueRules.safeParse({ due: { low: limit } });
    expect(result.success).toBe(false);
    expect(result.error?.issues[0]?.path).toEqual(["due", "low"]);
  });

  it("take 1440 clock hours, which are 60 days", () => {
    expect(DueRules.parse({ due: { low: "1440h" } }).due.low).toBe("1440h");
  });

  it("refuse a key they do not know, an end of work that is no time, and a zone that does not exist", () => {
    expect(DueRules.safeParse({ dues: {} }).success).toBe(false);
    expect(DueRules.safeParse({ workday: { end: "25:00" } }).success).toBe(false);
    expect(DueRules.safeParse({ workday: { timezone: "Asia/Mayang" } }).success).toBe(false);
  });
});
