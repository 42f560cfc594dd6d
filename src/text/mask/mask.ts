import { RedactionType } from "../../record/vocabulary.ts";
import { address } from "./detectors/address.ts";
import { bankCard } from "./detectors/bank-card.ts";
import { email } from "./detectors/email.ts";
import { landline } from "./detectors/landline.ts";
import { name } from "./detectors/name.ts";
import { passport } from "./detectors/passport.ts";
import { phone } from "./detectors/phone.ts";
import { plate } from "./detectors/plate.ts";
import { qq } from "./detectors/qq.ts";
import { residentId } from "./detectors/resident-id.ts";
import { wechat } from "./detectors/wechat.ts";
import type { Redaction } from "./redaction.ts";
import { resolve } from "./resolve.ts";
import { type Detector, type Scan, scan } from "./scan.ts";
import { TOKENS } from "./tokens.ts";

/** Detectors that read the digit runs, and those that read the text. */
const OF_RUNS: readonly Detector[] = [residentId, bankCard, phone, landline, qq];
const OF_TEXT: readonly { readonly detector: Detector; readonly trigger: RegExp }[] = [
  { detector: email, trigger: /@|艾特|[([{【]\s?(?:at)|#(?:qq|1|s|g|o|h|f)/i },
  { detector: wechat, trigger: /[vV微薇威徽维卫葳溦巍围嶶绿]|wei|we\s?chat|wx/i },
  { detector: passport, trigger: /护照|通行证|passport/i },
  { detector: plate, trigger: /[0-9]/ },
  { detector: address, trigger: /[路街巷道弄村区栋幢座元室号组园城苑-]/ },
  { detector: name, trigger: /\p{Script=Han}/u },
];

function candidates(read: Scan): Redaction[] {
  const ofRuns = read.runs.length === 0 ? [] : OF_RUNS.flatMap((detector) => detector(read));
  const ofText = OF_TEXT.flatMap(({ detector, trigger }) => (trigger.test(read.folded) ? detector(read) : []));
  return [...ofRuns, ...ofText];
}

function onePass(text: string): Redaction[] {
  return resolve(candidates(scan(text)), text.length);
}

function replace(text: string, redactions: readonly Redaction[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { type, start, end } of redactions) {
    parts.push(text.slice(at, start), TOKENS[type]);
    at = end;
  }
  return parts.join("") + text.slice(at);
}

/** Writes spans of a masked text as spans of the text that it came from. */
function inOriginal(fresh: readonly Redaction[], known: readonly Redaction[]): Redaction[] {
  let shift = 0;
  let next = 0;
  return fresh.map(({ type, start, end }) => {
    for (let span = known[next]; span !== undefined && span.start < start + shift; span = known[next]) {
      shift += span.end - span.start - TOKENS[span.type].length;
      next += 1;
    }
    return { type, start: start + shift, end: end + shift };
  });
}

/**
 * Finds personal data in a text. What is defined as personal, and what a span takes in, is in `docs/evaluation/masking.md`.
 * A text masked by these spans holds nothing more to find: after a first pass the masked text is read again, because a
 * span that lost to an overlapping one may leave a piece that stands on its own.
 * @param text any text
 * @returns spans in UTF-16 units of `text`, sorted, not overlapping
 */
export function findPersonalData(text: string): Redaction[] {
  let known = onePass(text);
  for (let fresh = known; fresh.length > 0; ) {
    fresh = inOriginal(onePass(replace(text, known)), known);
    known = [...known, ...fresh].sort((a, b) => a.start - b.start);
  }
  return known;
}

/**
 * Masks personal data: each span is replaced by a token that names its kind, such as 〔电话〕. Idempotent.
 * @param text any text
 * @returns the masked text, and the spans in UTF-16 units of the input
 */
export function mask(text: string): { text: string; redactions: Redaction[] } {
  const redactions = findPersonalData(text);
  return { text: replace(text, redactions), redactions };
}

/**
 * Counts redactions by kind, in the order of the vocabulary; kinds that do not occur are left out.
 * @param redactions what `mask` found
 */
export function countRedactions(redactions: readonly Redaction[]): { type: RedactionType; count: number }[] {
  return RedactionType.options
    .map((type) => ({ type, count: redactions.filter((redaction) => redaction.type === type).length }))
    .filter(({ count }) => count > 0);
}
