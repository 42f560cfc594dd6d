import { z } from "zod";

/** RFC 3339 in UTC with milliseconds: the only form in which a time is stored or handed on. */
export const UTC_MS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * Writes an instant the way every record does.
 * @param instant a Date or milliseconds since 1970
 * @returns RFC 3339 in UTC with milliseconds
 */
export function utc(instant: Date | number): string {
  return new Date(instant).toISOString();
}

/**
 * A time on its way in: RFC 3339 with a zone (`Z` or an offset); comes out in UTC with milliseconds.
 * A time without a zone is refused, because Beijing or UTC would be a guess.
 */
export const incomingTime = z.iso
  .datetime({ offset: true, error: "expected an RFC 3339 time with zone, such as 2026-03-02T13:14:05.000Z" })
  .transform((text) => utc(new Date(text)));

/** A time inside a record of ours: already in UTC with milliseconds. */
export const recordTime = z.string().regex(UTC_MS, "expected RFC 3339 in UTC with milliseconds");
