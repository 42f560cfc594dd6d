import { before, isAmount, isLabelledRecord, isLetter } from "../context.ts";
import { type DigitRun, windows } from "../digit-runs.ts";
import type { Redaction } from "../redaction.ts";
import type { Detector } from "../scan.ts";

/** Area code (010, 02x or 0xxx) and a subscriber number of 7 or 8 digits that begins with 2 to 9 or is a test range. */
const WITH_AREA = /^0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}$/;
const COUNTRY_AND_AREA = /^(?:00)?86(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}$/;
const LOCAL = /^[2-9]\d{6,7}$/;
/** What must stand before a number without area code. */
const LOCAL_LABEL =
  /(?:座机|固话|固定电话|宅电|家里电话|家庭电话|单位电话|办公电话|联系电话|电话|传真)(?:号码|号)?(?:是|为|打)?[：:\s]{0,2}$/;
const AREA_IN_PARENTHESES = /\(\s?(0(?:10|2\d|[3-9]\d{2}))\s?\)\s?-?$/;
const EXTENSION = /^(?:转|分机|-)\s?(?:分机)?\s?\d{1,5}(?!\d)/;

function withExtension(folded: string, end: number): number {
  const extension = EXTENSION.exec(folded.slice(end, end + 10));
  return end + (extension?.[0].length ?? 0);
}

/** Area codes have their own group, or there are no groups at all. */
function isGroupedAsLandline(run: DigitRun, first: number, last: number): boolean {
  const breaks = [];
  for (let index = first + 1; index <= last; index += 1) if (run.opens[index]) breaks.push(index - first);
  return breaks.length <= 3 || breaks.length === last - first;
}

function withArea(folded: string, run: DigitRun): Redaction[] {
  const found: Redaction[] = [];
  let after = -1;
  for (const [first, last] of windows(run, 10, 16)) {
    if (first <= after) continue;
    const digits = run.digits.slice(first, last + 1);
    const at = run.at[first] as number;
    const plus = folded[at - 1] === "+";
    if (!WITH_AREA.test(digits) && !(COUNTRY_AND_AREA.test(digits) && plus)) continue;
    if (isLetter(folded, at - 1) || isLabelledRecord(folded, at) || !isGroupedAsLandline(run, first, last)) continue;
    const end = run.end[last] as number;
    if (isAmount(folded, end)) continue;
    found.push({ type: "landline", start: plus ? at - 1 : at, end: withExtension(folded, end) });
    after = last;
  }
  return found;
}

function withoutArea(folded: string, run: DigitRun): Redaction[] {
  for (const [first, last] of windows(run, 7, 8)) {
    if (!LOCAL.test(run.digits.slice(first, last + 1))) continue;
    const at = run.at[first] as number;
    const end = run.end[last] as number;
    const area = AREA_IN_PARENTHESES.exec(before(folded, at, 9));
    if (area !== null) return [{ type: "landline", start: at - area[0].length, end: withExtension(folded, end) }];
    const whole = first === 0 && last + 1 === run.digits.length;
    const hotline = /^[48]00/.test(run.digits);
    if (whole && !hotline && LOCAL_LABEL.test(before(folded, at, 12)) && !isAmount(folded, end)) {
      return [{ type: "landline", start: at, end: withExtension(folded, end) }];
    }
  }
  return [];
}

/** Landline numbers: with area code, or without one after a word for telephone. Service numbers (400, 800) are none. */
export const landline: Detector = ({ folded, runs }) =>
  runs.flatMap((run) => {
    const found = run.digits.length >= 10 ? withArea(folded, run) : [];
    return found.length > 0 ? found : withoutArea(folded, run);
  });
