import { before, isAmount, isLabelledRecord, isLetter } from "../context.ts";
import { type DigitRun, windows } from "../digit-runs.ts";
import type { Redaction } from "../redaction.ts";
import type { Detector } from "../scan.ts";

/** A mobile number of the mainland plan: 11 digits, second digit 3 to 9. */
const MOBILE = /^1[3-9]\d{9}$/;
/** The same with the country code. */
const WITH_COUNTRY = /^(?:00)?861[3-9]\d{9}$/;
const PLUS_COUNTRY = /[(]?\+\s?86\s?[)]?[-\s]?$|\(\s?86\s?\)[-\s]?$/;
/** Words in Latin letters that may stand directly before a number without being part of it. */
const LATIN_LABEL = /(?:^|[^A-Za-z])(?:tel|phone|mobile|call|vx|wx|v|qq|q|wechat|p|t)$/i;

function start(folded: string, run: DigitRun, first: number): number {
  const at = run.at[first] as number;
  const code = PLUS_COUNTRY.exec(before(folded, at, 8));
  if (code !== null) return at - code[0].length;
  return folded[at - 1] === "+" ? at - 1 : at;
}

/** A number that goes on in a way a telephone number does not: decimals, letters. */
function goesOn(folded: string, run: DigitRun, last: number): boolean {
  const end = run.end[last] as number;
  if (isLetter(folded, end) && isLetter(folded, end + 1) && folded.charAt(end).toLowerCase() !== "v") return true;
  const decimals = /^\.\d{1,2}(?!\d)/.exec(folded.slice(end, end + 4));
  return decimals !== null || isAmount(folded, end);
}

/** Mobile telephone numbers, with country code and separators. */
export const phone: Detector = ({ folded, runs }) => {
  const found: Redaction[] = [];
  for (const run of runs) {
    if (run.digits.length < 11) continue;
    let after = -1;
    for (const [first, last] of windows(run, 11, 15)) {
      if (first <= after) continue;
      const digits = run.digits.slice(first, last + 1);
      if (!MOBILE.test(digits) && !WITH_COUNTRY.test(digits)) continue;
      const at = run.at[first] as number;
      if (/[A-Za-z_]/.test(folded.charAt(at - 1)) && !LATIN_LABEL.test(before(folded, at, 8))) continue;
      if (goesOn(folded, run, last) || isLabelledRecord(folded, at)) continue;
      found.push({ type: "phone", start: start(folded, run, first), end: run.end[last] as number });
      after = last;
    }
  }
  return found;
};
