import { z } from "zod";
import { utc } from "../record/time.ts";
import type { MessageState, OfficialStatus, UrgencyLevel } from "../record/vocabulary.ts";

/** No urgency level may take longer than a petition may: 60 days (信访工作条例; rubric §6). */
const LONGEST_DAYS = 60;

/** Five working days make a calendar week; holidays only lengthen that, so this is the shortest a limit can be. */
const CALENDAR_DAYS_PER_WORKING_DAY = 7 / 5;

const HOUR = 3_600_000;
const QUARTER = HOUR / 4;
const DAY = 24 * HOUR;

/** A time limit: `2h` is clock hours, `7wd` is working days. */
const Limit = z
  .string()
  .regex(/^[1-9]\d{0,4}(h|wd)$/, "expected clock hours such as 24h or working days such as 7wd")
  .refine(
    (text) => calendarDays(text) <= LONGEST_DAYS,
    `no limit may exceed ${LONGEST_DAYS} days: choose a shorter one`,
  );

/** A calendar date of the county. */
const CalendarDate = z.iso.date("expected a date such as 2026-10-01");

/** How long each urgency level may take, and which days are worked; the defaults are those of rubric §6. */
export const DueRules = z.strictObject({
  due: z
    .strictObject({
      critical: Limit.default("2h"),
      high: Limit.default("24h"),
      normal: Limit.default("7wd"),
      low: Limit.default("15wd"),
    })
    .prefault({}),
  workday: z
    .strictObject({
      end: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "expected a time of day such as 17:30")
        .default("17:30"),
      timezone: z
        .string()
        .refine(isTimeZone, "expected an IANA time zone such as Asia/Shanghai")
        .default("Asia/Shanghai"),
    })
    .prefault({}),
  calendar: z
    .strictObject({
      /** Days off by order of the State Council. */
      holidays: z.array(CalendarDate).default([]),
      /** Saturdays and Sundays that are worked in exchange (调休). */
      workdays: z.array(CalendarDate).default([]),
    })
    .prefault({}),
});
export type DueRules = z.infer<typeof DueRules>;

/** What a due time is reckoned from. Times are RFC 3339 in UTC. */
export interface DueInput {
  level: UrgencyLevel;
  collectedAt: string;
  recordedAt: string;
  officialStatus: OfficialStatus;
  state: MessageState;
}

/**
 * When a message has to be dealt with (rubric §6). It counts from the later of `collectedAt` and `recordedAt` minus
 * 24 h, so that an old post found late is not born overdue.
 * @returns RFC 3339 in UTC with milliseconds; null when the office has replied or closed, or the post is not published
 */
export function dueAt(input: DueInput, rules: DueRules): string | null {
  if (input.officialStatus === "replied" || input.officialStatus === "closed" || input.state !== "published")
    return null;
  const start = Math.max(Date.parse(input.collectedAt), Date.parse(input.recordedAt) - DAY);
  const limit = rules.due[input.level];
  const amount = Number.parseInt(limit, 10);
  return utc(limit.endsWith("wd") ? endOfWorkingDay(start, amount, rules) : start + amount * HOUR);
}

/** Ends that have been reckoned, by rules (which nobody changes once they are parsed), then by day and number of working days. */
const ENDS = new WeakMap<DueRules, Map<string, number>>();

/** How many ends are kept for a set of rules before they are reckoned anew. */
const MOST_ENDS = 10_000;

/** The end of the n-th working day after the day of `start`, in milliseconds. */
function endOfWorkingDay(start: number, n: number, rules: DueRules): number {
  const day = Math.floor((start + offsetAt(start, rules.workday.timezone)) / DAY) * DAY;
  let ends = ENDS.get(rules);
  if (!ends || ends.size > MOST_ENDS) {
    ends = new Map();
    ENDS.set(rules, ends);
  }
  const key = `${day} ${n}`;
  const end = ends.get(key) ?? reckonEnd(day, n, rules);
  ends.set(key, end);
  return end;
}

/** The end of the n-th working day after `from`, a local midnight written as if it were UTC. */
function reckonEnd(from: number, n: number, rules: DueRules): number {
  const holidays = new Set(rules.calendar.holidays);
  const workdays = new Set(rules.calendar.workdays);
  let day = from;
  for (let left = n; left > 0; ) {
    day += DAY;
    const date = utc(day).slice(0, 10);
    const weekend = [0, 6].includes(new Date(day).getUTCDay());
    if (workdays.has(date) || (!weekend && !holidays.has(date))) left -= 1;
  }
  return instantOf(`${utc(day).slice(0, 10)}T${rules.workday.end}:00`, rules.workday.timezone);
}

/** The instant at which the clocks of `timezone` show `local` (`2026-03-02T17:30:00`). */
function instantOf(local: string, timezone: string): number {
  const asUtc = Date.parse(`${local}Z`);
  // A second look, because the offset at the guess may differ from the offset at the answer (summer time).
  return asUtc - offsetAt(asUtc - offsetAt(asUtc, timezone), timezone);
}

/** Offsets that have been looked up, by time zone and quarter of an hour. */
const OFFSETS = new Map<string, Map<number, number>>();

/** How many offsets are kept for a time zone before they are looked up anew. */
const MOST_OFFSETS = 10_000;

/**
 * How far the clocks of `timezone` are ahead of UTC at an instant, in milliseconds. Asking Intl is dear and offsets change on
 * a quarter of an hour only, so each quarter is asked for once.
 */
function offsetAt(instant: number, timezone: string): number {
  const quarter = Math.floor(instant / QUARTER) * QUARTER;
  let offsets = OFFSETS.get(timezone);
  if (!offsets || offsets.size > MOST_OFFSETS) {
    offsets = new Map();
    OFFSETS.set(timezone, offsets);
  }
  const offset = offsets.get(quarter) ?? askOffset(quarter, timezone);
  offsets.set(quarter, offset);
  return offset;
}

function askOffset(instant: number, timezone: string): number {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: timezone, dateStyle: "short", timeStyle: "medium" });
  return Date.parse(`${format.format(instant).replace(" ", "T")}Z`) - instant;
}

function calendarDays(limit: string): number {
  const amount = Number.parseInt(limit, 10);
  return limit.endsWith("wd") ? amount * CALENDAR_DAYS_PER_WORKING_DAY : amount / 24;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("sv-SE", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
