import { utc } from "../record/time.ts";
import { type Field, FieldError } from "./read.ts";
import { type PlatformTime, parsePlatformTime } from "./times.ts";

/** Clocks differ; a post from further ahead is misread (provincial-board sheet §8.14). */
const AHEAD = 3_600_000;

/**
 * The time in a field, in any form of `parsePlatformTime`.
 * @throws FieldError `bad-time` when it cannot be read or lies ahead of now, `missing-field` when it is absent
 */
export function readTime(field: Field, receivedAt: Date): PlatformTime {
  const text = field.string();
  const time = parsePlatformTime(text, receivedAt);
  if (time === null) throw new FieldError("bad-time", field.path, `${field.path} is no time: ${JSON.stringify(text)}`);
  return notAhead(time, field, receivedAt);
}

/**
 * Unix seconds in a field, as UTC.
 * @throws FieldError `bad-time` when they are none or lie ahead of now, `missing-field` when the field is absent
 */
export function readSeconds(field: Field, receivedAt: Date): string {
  const seconds = field.number();
  // 10⁸ is 1973 and 10¹¹ the year 5138: smaller is an unset field, larger are milliseconds.
  if (seconds < 1e8 || seconds > 1e11)
    throw new FieldError("bad-time", field.path, `${field.path} is no time: ${seconds}`);
  return notAhead({ at: utc(seconds * 1000), precision: "second" }, field, receivedAt).at;
}

/** As `readSeconds`, null for an absent, null or zero field. */
export function readSecondsOrNull(field: Field, receivedAt: Date): string | null {
  return field.numberOrNull() ? readSeconds(field, receivedAt) : null;
}

function notAhead(time: PlatformTime, field: Field, receivedAt: Date): PlatformTime {
  if (Date.parse(time.at) <= receivedAt.getTime() + AHEAD) return time;
  throw new FieldError("bad-time", field.path, `${field.path} lies ahead of now: ${time.at}`);
}
