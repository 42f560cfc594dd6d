import { z } from "zod";

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const FORM = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/;
const EXPECTED = "expected a duration such as 250ms, 3s, 30m, 24h or 7d";

/**
 * Reads a duration as configurations write it.
 * @param text a number and a unit: `ms`, `s`, `m`, `h` or `d`
 * @returns milliseconds
 * @throws RangeError when the text is no duration
 */
export function durationMs(text: string): number {
  const match = FORM.exec(text.trim());
  if (match === null) throw new RangeError(`${EXPECTED}, found ${JSON.stringify(text)}`);
  return Math.round(Number(match[1]) * (UNITS[match[2] as string] as number));
}

/** A duration in a configuration: text in, milliseconds out. */
export const Duration = z.string().trim().regex(FORM, EXPECTED).transform(durationMs);
