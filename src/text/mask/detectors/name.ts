import { before } from "../context.ts";
import { BEFORE_TELLING, CLOSING, CUE, FAINT_CUE, TELLING } from "../name-cues.ts";
import type { Redaction } from "../redaction.ts";
import type { Detector } from "../scan.ts";
import { isTellingName, nameLengthAt, nameListEnd } from "./person-name.ts";

/** Names of private persons after a cue. Officials in office, bare surnames and what is masked already are none. */
export const name: Detector = ({ folded }) => {
  const found: Redaction[] = [];
  for (const cue of folded.matchAll(CUE)) {
    const start = cue.index + cue[0].length;
    const strength = cue[1] !== undefined || /(?:叫[做作]?|喊[做作]?|[：:])\s*$/.test(cue[0]) ? "told" : "likely";
    const length = nameLengthAt(folded, start, strength);
    if (length === null) continue;
    found.push({ type: "name", start, end: start + length });
    for (const span of nameListEnd(folded, start + length)) found.push({ type: "name", ...span });
  }
  for (const cue of folded.matchAll(FAINT_CUE)) {
    const start = cue.index + cue[0].length;
    const length = nameLengthAt(folded, start, "faint");
    if (length !== null) found.push({ type: "name", start, end: start + length });
  }
  for (const { index: end } of folded.matchAll(TELLING)) {
    const told = BEFORE_TELLING.exec(before(folded, end, 6))?.[1];
    if (told !== undefined && isTellingName(folded, end - told.length, end)) {
      found.push({ type: "name", start: end - told.length, end });
    }
  }
  const closing = CLOSING.exec(folded.slice(-60));
  if (closing?.[1] !== undefined) {
    const start = Math.max(0, folded.length - 60) + closing.index + closing[0].indexOf(closing[1]);
    if (nameLengthAt(folded, start, "likely") === closing[1].length)
      found.push({ type: "name", start, end: start + closing[1].length });
  }
  return found;
};
