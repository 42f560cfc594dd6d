import { z } from "zod";
import { incomingTime, UTC_MS } from "../record/time.ts";
import { invalidRequest } from "./problems.ts";

/** The parameters that several routes take. In a query an empty value counts as not given. */

/** A query string: unknown names are refused, because a misspelt filter that is passed over gives wrong results. */
export function query<S extends z.ZodRawShape>(shape: S) {
  return z.preprocess(withoutEmpty, z.strictObject(shape));
}

function withoutEmpty(data: unknown): unknown {
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).filter(([, value]) => !(typeof value === "string" && value.trim() === "")),
  );
}

/** A whole number written in decimal digits. */
export function wholeNumber(least: number, most: number) {
  return z.preprocess(
    (value) => (typeof value === "string" && /^-?\d{1,16}$/.test(value) ? Number(value) : value),
    z.int().min(least).max(most),
  );
}

/** A list, as a repeated parameter (`a=1&a=2`), with commas (`a=1,2`), or both. It means any of its values. */
export function listOf<T extends z.ZodType>(item: T, most = 100) {
  return z.preprocess(split, z.array(item).min(1).max(most));
}

function split(value: unknown): unknown {
  if (value === undefined) return value;
  const parts = Array.isArray(value) ? value : [value];
  return parts.flatMap((part) => (typeof part === "string" ? part.split(",").filter((text) => text !== "") : [part]));
}

/** Free text. No store takes the NUL character, which no word has. */
export function text(most: number) {
  return z
    .string()
    .max(most)
    .refine((value) => !value.includes("\0"), "expected text without NUL characters");
}

/** Names and codes: long enough for every one, short enough to be logged. */
export const word = text(200).min(1);

/** How many items a page has: 100 unless told (contract, "Lists and feed"). */
export function pageSize(most = 1000) {
  return wholeNumber(1, most).default(100);
}

/** A feed position. */
export const sequence = wholeNumber(0, Number.MAX_SAFE_INTEGER);

/** The `next` of the page before. */
export const cursor = text(1000).optional().describe("`next` of the page before");

/**
 * A time with its zone, of a year that has four digits in UTC too. The plus of an offset that was sent unescaped
 * arrives as a space, and is taken for a plus.
 */
export const time = z.preprocess(
  (value) => (typeof value === "string" ? value.replace(/ (\d\d:\d\d)$/, "+$1") : value),
  incomingTime.refine((value) => UTC_MS.test(value) && value >= "0001", "expected a year from 0001 to 9999"),
);

/** A half-open period by `recordedAt`; either end may be left open. */
export const period = {
  from: time.optional().describe("recorded at or after this"),
  to: time.optional().describe("recorded before this"),
};

/** @throws Problem where a period ends before it begins */
export function assertForward({ from, to }: { from?: string | undefined; to?: string | undefined }): void {
  if (from === undefined || to === undefined || from <= to) return;
  throw invalidRequest([{ path: "to", message: `expected a time after from, found ${to}` }]);
}
