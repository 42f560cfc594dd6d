import { before } from "../context.ts";
import type { Redaction } from "../redaction.ts";
import type { Detector } from "../scan.ts";

/** Ordinary Chinese passports (E, G and one more letter or digit), travel permits, and the common foreign pattern. */
const NUMBER = /(?<![A-Za-z0-9])[A-Za-z](?:[0-9]{8}|[A-Za-z][0-9]{7})(?![A-Za-z0-9])/g;
const LABEL = /护照|通行证|passport/i;
const LABEL_REACH = 20;

/** Passport and travel permit numbers, where the words before speak of such a document. */
export const passport: Detector = ({ folded }) => {
  const found: Redaction[] = [];
  for (const number of folded.matchAll(NUMBER)) {
    if (!LABEL.test(before(folded, number.index, LABEL_REACH))) continue;
    found.push({ type: "passport", start: number.index, end: number.index + number[0].length });
  }
  return found;
};
