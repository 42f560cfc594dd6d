import { isLabelledRecord, isLetter } from "../context.ts";
import { type DigitRun, windows } from "../digit-runs.ts";
import type { Redaction } from "../redaction.ts";
import type { Detector } from "../scan.ts";

/** GB/T 2260: the first two digits of every province-level division. */
const PROVINCES = new Set(
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91".split(
    " ",
  ),
);
/** GB 11643: weights of the first 17 digits and the check characters by remainder modulo 11. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = "10X98765432";
/** The check character X after the 17th digit, perhaps with one separator between. */
const X_AFTER = /^[\s\-_.·\u200b]{0,2}[Xx](?![A-Za-z0-9])/;

/**
 * The check character of GB 11643.
 * @param digits the first 17 digits
 * @returns `0` to `9` or `X`
 */
export function checkCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return CHECKS[sum % 11] as string;
}

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1880 && year <= 2100;
}

function isRegionAndDate(digits: string, date: string): boolean {
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)].map(Number) as [
    number,
    number,
    number,
  ];
  return PROVINCES.has(digits.slice(0, 2)) && isDate(year, month, day);
}

function isLong(seventeen: string, check: string): boolean {
  return isRegionAndDate(seventeen, seventeen.slice(6, 14)) && checkCharacter(seventeen) === check;
}

function candidate(folded: string, run: DigitRun, first: number, last: number): Redaction | null {
  const digits = run.digits.slice(first, last + 1);
  const start = run.at[first] as number;
  const end = run.end[last] as number;
  if (digits.length === 18)
    return isLong(digits.slice(0, 17), digits[17] as string) ? { type: "resident-id", start, end } : null;
  if (digits.length === 17) {
    const x = X_AFTER.exec(folded.slice(end, end + 4));
    return x !== null && isLong(digits, "X") ? { type: "resident-id", start, end: end + x[0].length } : null;
  }
  const old = digits.length === 15 && isRegionAndDate(digits, `19${digits.slice(6, 12)}`);
  const alone = run.digits.length === 15 && !isLabelledRecord(folded, start) && !isLetter(folded, end);
  return old && alone ? { type: "resident-id", start, end } : null;
}

/** Resident identity numbers: 18 characters with a right check character, or the 15 digits of the first issue. */
export const residentId: Detector = ({ folded, runs }) => {
  const found: Redaction[] = [];
  for (const run of runs) {
    if (run.digits.length < 15) continue;
    for (const [first, last] of windows(run, 15, 18)) {
      const hit = isLetter(folded, (run.at[first] as number) - 1) ? null : candidate(folded, run, first, last);
      if (hit !== null) found.push(hit);
    }
  }
  return found;
};
