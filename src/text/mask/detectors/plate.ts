import type { Redaction } from "../redaction.ts";
import type { Detector } from "../scan.ts";

/** GA 36: the short names of the province-level divisions, and the office letter. */
const OFFICE = /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][ ]?[A-Za-z][ ·.\-_]{0,2}/g;
/** Five characters, six for new energy (a letter first or last), four before a word of purpose. */
const NUMBER =
  /^(?:[0-9A-Za-z]{4}[学挂警港澳领试超使]|(?:[A-Za-z] ?[0-9A-Za-z][0-9]{4}|[0-9]{5}[A-Za-z]|[0-9A-Za-z]{5})(?![0-9A-Za-z]))/;

/** Vehicle plates of all provinces, new-energy, trailer, learner and cross-border ones included. */
export const plate: Detector = ({ folded }) => {
  const found: Redaction[] = [];
  for (const office of folded.matchAll(OFFICE)) {
    const from = office.index + office[0].length;
    const number = NUMBER.exec(folded.slice(from, from + 9))?.[0];
    if (number === undefined || (number.match(/[0-9]/g)?.length ?? 0) < 2) continue;
    found.push({ type: "plate", start: office.index, end: from + number.length });
  }
  return found;
};
