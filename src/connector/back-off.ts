const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Longest pause that is taken over from a platform: a broken clock there must not silence a source for a year. */
const LONGEST = 24 * HOUR;

/**
 * The pause before a further try: doubled each time, and between half and all of it by chance, so that many sources do
 * not come back together.
 * @param attempt 1 after the first failure
 */
export function backOff(attempt: number, base: number): number {
  return base * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
}

/**
 * Until when a platform asks for patience.
 * @param header the answer's `Retry-After`: seconds or an HTTP date
 * @param refusals how often in a row it refused; without a readable header the pause is 60 s, doubled up to an hour
 *   (platform sheets, section 7)
 */
export function patience(header: string | undefined, refusals: number, now: Date): Date {
  const asked = retryAfter(header, now);
  const pause = asked ?? Math.min(MINUTE * 2 ** (refusals - 1), HOUR);
  return new Date(now.getTime() + pause);
}

function retryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, LONGEST) : null;
}
