import { utc } from "../record/time.ts";
import type { TimePrecision } from "../record/vocabulary.ts";

/** A time as a platform wrote it: the instant in UTC, and how exactly it was given. */
export interface PlatformTime {
  readonly at: string;
  readonly precision: TimePrecision;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Platforms write Beijing time and no zone; China has had no summer time since 1991. */
const BEIJING = 8 * HOUR;

const CLOCK = String.raw`(\d{1,2})(?::|时)(\d{1,2})(?:分|:(\d{1,2})(?:\.\d+)?|分(\d{1,2})秒)?`;
const DATE = /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日)/;
const DATE_REST = new RegExp(String.raw`^(?:(?:T|\s*)${CLOCK})?\s*(Z|[+-]\d\d:?\d\d)?$`);
const SHORT = new RegExp(String.raw`^(?:(\d{1,2})-(\d{1,2})|(\d{1,2})月(\d{1,2})日)(?:\s*${CLOCK})?$`);
const DAY_WORD = new RegExp(String.raw`^(今天|今日|昨天|昨日|前天)(?:\s*${CLOCK})?$`);
const CLOCK_ALONE = new RegExp(`^${CLOCK}$`);
const AGO = /^(\d{1,4})\s*(秒钟?|分钟?|个?小时|天)前$/;
const ENGLISH = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d\d):(\d\d):(\d\d) ([+-]\d\d)(\d\d) (\d{4})$/;
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/**
 * Reads a time in any form that the platforms write (county-site sheet §5; Weibo's English form). Beijing time in, UTC
 * out. Never a guess: what is not clearly a time gives null.
 * @param text the page's text, such as `2026-3-2 8:05`, `昨天 10:20`, `1772457245`
 * @param receivedAt when the page was received: "now" for relative forms, so that a replayed page gives the same time
 */
export function parsePlatformTime(text: string, receivedAt: Date): PlatformTime | null {
  const plain = text.normalize("NFKC").trim();
  return fromNumber(plain) ?? fromDate(plain) ?? fromRelative(plain, receivedAt) ?? fromEnglish(plain);
}

/** Seconds or milliseconds since 1970 by size, or a date as eight digits. */
function fromNumber(plain: string): PlatformTime | null {
  if (/^\d{8}$/.test(plain)) return day(+plain.slice(0, 4), +plain.slice(4, 6), +plain.slice(6), undefined);
  if (!/^\d{9,14}$/.test(plain)) return null;
  const value = Number(plain);
  return result(value >= 1e12 ? value : value * 1000, "second");
}

function fromDate(plain: string): PlatformTime | null {
  const date = DATE.exec(plain);
  if (date === null) return null;
  const rest = DATE_REST.exec(plain.slice(date[0].length));
  if (rest === null) return null;
  const [month, dayOfMonth] = date.slice(2).filter((part) => part !== undefined) as [string, string];
  const zone = rest[5];
  return day(
    +(date[1] as string),
    +month,
    +dayOfMonth,
    clock(rest.slice(1, 5)),
    zone === undefined ? BEIJING : offset(zone),
  );
}

function fromRelative(plain: string, receivedAt: Date): PlatformTime | null {
  const now = receivedAt.getTime();
  const midnight = Math.floor((now + BEIJING) / DAY) * DAY - BEIJING;
  if (plain === "刚刚" || plain === "刚才") return result(floor(now, MINUTE), "minute");
  const ago = AGO.exec(plain);
  if (ago !== null) return back(Number(ago[1]), ago[2] as string, now, midnight);
  const word = DAY_WORD.exec(plain);
  if (word !== null) {
    const days = word[1]?.startsWith("今") ? 0 : word[1]?.startsWith("昨") ? 1 : 2;
    return onDay(midnight - days * DAY, clock(word.slice(2)));
  }
  const alone = CLOCK_ALONE.exec(plain);
  if (alone !== null) return onDay(midnight, clock(alone.slice(1)));
  const short = SHORT.exec(plain);
  return short === null
    ? null
    : latest(+(short[1] ?? short[3] ?? 0), +(short[2] ?? short[4] ?? 0), clock(short.slice(5)), now);
}

function back(count: number, unit: string, now: number, midnight: number): PlatformTime | null {
  if (unit === "天") return result(midnight - count * DAY, "day");
  if (unit.endsWith("小时")) return result(floor(now - count * HOUR, HOUR), "hour");
  return result(floor(now - count * (unit.startsWith("分") ? MINUTE : 1000), MINUTE), "minute");
}

/** A day without a year: the latest such day that is not after tomorrow. */
function latest(month: number, dayOfMonth: number, time: Clock | null | undefined, now: number): PlatformTime | null {
  const year = new Date(now + BEIJING).getUTCFullYear();
  for (let candidate = year + 1; candidate >= year - 8; candidate--) {
    const start = day(candidate, month, dayOfMonth, undefined);
    if (start !== null && Date.parse(start.at) <= now + DAY) return day(candidate, month, dayOfMonth, time);
  }
  return null;
}

function fromEnglish(plain: string): PlatformTime | null {
  const parts = ENGLISH.exec(plain);
  if (parts === null) return null;
  const month = MONTHS.indexOf(parts[1] as string) + 1;
  const time = clock([parts[3], parts[4], parts[5]]);
  return day(+(parts[8] as string), month, +(parts[2] as string), time, offset(`${parts[6]}:${parts[7]}`));
}

interface Clock {
  readonly ms: number;
  readonly precision: "minute" | "second";
}

/** Hours, minutes and perhaps seconds as matched; undefined when there is no clock, null when it is impossible. */
function clock(parts: readonly (string | undefined)[]): Clock | null | undefined {
  const [hours, minutes, ...seconds] = parts;
  if (hours === undefined || minutes === undefined) return undefined;
  const second = seconds.find((part) => part !== undefined);
  if (+hours > 23 || +minutes > 59 || Number(second ?? 0) > 59) return null;
  const ms = +hours * HOUR + +minutes * MINUTE + Number(second ?? 0) * 1000;
  return { ms, precision: second === undefined ? "minute" : "second" };
}

function day(
  year: number,
  month: number,
  dayOfMonth: number,
  time: Clock | null | undefined,
  zone = BEIJING,
): PlatformTime | null {
  const start = Date.UTC(year, month - 1, dayOfMonth);
  // Date.UTC rolls 30 February over into March: such a day is unreadable, not another day.
  const real = new Date(start).getUTCMonth() === month - 1 && new Date(start).getUTCDate() === dayOfMonth;
  return real ? onDay(start - zone, time) : null;
}

function onDay(midnight: number, time: Clock | null | undefined): PlatformTime | null {
  if (time === null) return null;
  return time === undefined ? result(midnight, "day") : result(midnight + time.ms, time.precision);
}

function offset(zone: string): number {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * MINUTE;
}

const floor = (ms: number, unit: number): number => Math.floor(ms / unit) * unit;

/** Nothing on these platforms is older than 1990; a time outside 1990–2100 is a misread number. */
function result(ms: number, precision: TimePrecision): PlatformTime | null {
  if (!(ms >= Date.UTC(1990, 0) && ms < Date.UTC(2100, 0))) return null;
  return { at: utc(ms), precision };
}
