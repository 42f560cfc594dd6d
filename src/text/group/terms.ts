import { backgroundRarity, RARITY_STEP } from "./background.ts";
import { mix32 } from "./hash.ts";

/**
 * Most terms a fingerprint keeps, the weightiest first. Measured on the development groups, 55 do as well as all
 * (docs/evaluation/grouping.md): what a message is about stands in its rare terms.
 */
export const MOST_TERMS = 55;

/** How often a term counts for standing in the title: a title says the matter, a text also tells the story. */
const TITLE_COUNT = 2;

/** A title that is missing is taken from the head of the text, up to its first sentence end and this many UTF-16 units. */
const HEAD_UNITS = 40;

/** Only so much of a text gives terms and shingles: longer ones are attachments pasted in, and time must stay bounded. */
export const MOST_UNITS = 20_000;

const RUN = /[\p{L}\p{N}]+/gu;
const SENTENCE_END = /[。！？!?;；\n]/u;

/**
 * Terms are packed into 32 bits, so that comparing is integer work: bits 8–31 a hash of the two characters, bit 7
 * whether it stands in the title, bits 5–6 how often it stands in the message (0: once, 1: twice, 2: up to five times,
 * 3: more often), bits 0–4 its rarity in the background in steps of {@link RARITY_STEP}.
 */
export type Term = number;

/** The hash of a packed term, 24 bits. */
export const termHash = (term: Term): number => term >>> 8;

/** Whether a packed term stands in the title. */
export const inTitle = (term: Term): boolean => (term & 0x80) !== 0;

/** Weight by how often a term stands in a message: 1 + ln of the middle of each class. */
const FREQUENCY = [1, 1.7, 2.3, 3];

/** How much a packed term counts for its frequency in the message, 1 to 3. */
export const frequencyOf = (term: Term): number => FREQUENCY[(term >>> 5) & 3]!;

/** A packed term's rarity in the background: ln of messages per message that holds it. */
export const rarityOf = (term: Term): number => (term & 31) * RARITY_STEP;

/** How much a packed term weighs before anything is known of the traffic it is compared with. */
export const staticWeight = (term: Term): number => frequencyOf(term) * rarityOf(term);

/**
 * The weightiest character bigrams of a message. Bigrams do not cross punctuation. They need no word list, so names of
 * villages and estates that no dictionary holds count fully, and wrong characters cost two terms instead of a name.
 * @param title in matching form, null when the platform gives none
 * @param text in matching form
 * @returns packed terms, ascending by hash, at most {@link MOST_TERMS}
 */
export function weightiestTerms(title: string | null, text: string): Uint32Array {
  const counts = new Map<number, number>();
  countBigrams(text.slice(0, MOST_UNITS), counts, 1);
  const titled = new Map<number, number>();
  countBigrams((title ?? headOf(text)).slice(0, MOST_UNITS), titled, 1);
  for (const bigram of titled.keys()) {
    counts.set(bigram, (counts.get(bigram) ?? 0) + TITLE_COUNT);
  }
  const terms: Term[] = [];
  for (const [bigram, count] of counts) {
    const frequency = count === 1 ? 0 : count === 2 ? 1 : count <= 5 ? 2 : 3;
    const low = (titled.has(bigram) ? 0x80 : 0) | (frequency << 5) | backgroundRarity(bigram);
    terms.push((((mix32(bigram) >>> 8) << 8) | low) >>> 0);
  }
  terms.sort((a, b) => staticWeight(b) - staticWeight(a) || a - b);
  return Uint32Array.from(terms.slice(0, MOST_TERMS)).sort();
}

/** The first sentence of a text without title: platforms without titles carry the title there. */
function headOf(text: string): string {
  const head = text.slice(0, HEAD_UNITS);
  const end = head.search(SENTENCE_END);
  return end < 0 ? head : head.slice(0, end);
}

/** Adds the bigrams of each run of letters and digits; a bigram is its two UTF-16 units in one integer. */
function countBigrams(text: string, counts: Map<number, number>, by: number): void {
  for (const [run] of text.matchAll(RUN)) {
    for (let at = 0; at + 1 < run.length; at++) {
      const bigram = (run.charCodeAt(at) << 16) | run.charCodeAt(at + 1);
      counts.set(bigram, (counts.get(bigram) ?? 0) + by);
    }
  }
}
