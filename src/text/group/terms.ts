import { backgroundRarity, RARITY_STEP } from "./background.ts";
import { mix32 } from "./hash.ts";

/**
 * Most terms a fingerprint keeps, the weightiest first. Measured on the development groups, 55 do as well as all
 * (docs/evaluation/grouping.md): what a message is about stands in its rare terms.
 */
export const MOST_TERMS = 55;

/** How often a term counts for standing in the title: a title says the matter, a text also tells the story. */
const TITLE_COUNT = 4;

/** A title that is missing is taken from the head of the text, up to its first sentence end and this many UTF-16 units. */
const HEAD_UNITS = 40;

/** Only so much of a text gives terms and shingles: longer ones are attachments pasted in, and time must stay bounded. */
export const MOST_UNITS = 20_000;

/** Characters on which the names of places and bodies end: villages, roads, estates, schools, works, shops. */
const PLACE_ENDS = new Set("村镇乡寨坳冲组街路道线桥渡苑园城府庄湾郡邸居寓厦庭栋区校学院厂店站场司行馆");

/**
 * Pairs on which names end although many messages hold them. Other common pairs (公路, 上学, 全村) end no name, nor do
 * those of {@link NO_NAME_ENDS}, which petitions about any village road hold.
 */
const COMMON_ENDS = pairs(
  "小区社区小学中学大学学院街道公司大道东路西路南路北路中路花园家园新城广场医院学校公寓大厦酒店",
);
const NO_NAME_ENDS = pairs("入组进组通组到组入村进村通村出村");

/** A name is looked for in so many characters up to its last one. */
const PLACE_REACH = 3;

/** Class of rarity from which a pair of characters can be a name: fewer than one message in 90 holds it. */
const PLACE_RARITY = 18;

const RUN = /[\p{L}\p{N}]+/gu;
const SENTENCE_END = /[。！？!?;；\n]/u;

/**
 * Terms are packed into 32 bits, so that comparing is integer work: bits 9–31 a hash of the two characters, bit 8
 * whether it stands in the name of a place, bit 7 whether it stands in the title, bits 5–6 how often it stands in the
 * message (0: once, 1: twice, 2: up to five times, 3: more often), bits 0–4 its rarity in the background in steps of
 * {@link RARITY_STEP}.
 */
export type Term = number;

/** The hash of a packed term, 23 bits. */
export const termHash = (term: Term): number => term >>> 9;

/** Whether a packed term is likely part of the name of a village, estate, road, school or firm. */
export const inPlace = (term: Term): boolean => (term & 0x100) !== 0;

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
  const places = new Set<number>();
  countBigrams(text.slice(0, MOST_UNITS), counts, places);
  const titled = new Map<number, number>();
  countBigrams((title ?? headOf(text)).slice(0, MOST_UNITS), titled, places);
  for (const bigram of titled.keys()) {
    counts.set(bigram, (counts.get(bigram) ?? 0) + TITLE_COUNT);
  }
  const terms: Term[] = [];
  for (const [bigram, count] of counts) {
    const frequency = count === 1 ? 0 : count === 2 ? 1 : count <= 5 ? 2 : 3;
    const rarity = backgroundRarity(bigram);
    const place = places.has(bigram) && rarity >= PLACE_RARITY ? 0x100 : 0;
    const low = place | (titled.has(bigram) ? 0x80 : 0) | (frequency << 5) | rarity;
    terms.push((((mix32(bigram) >>> 9) << 9) | low) >>> 0);
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

/**
 * Counts the bigrams of each run of letters and digits, and marks those that stand shortly before the end of a name.
 */
function countBigrams(text: string, counts: Map<number, number>, places: Set<number>): void {
  for (const [run] of text.matchAll(RUN)) {
    let end = Number.POSITIVE_INFINITY;
    for (let at = run.length - 2; at >= 0; at--) {
      const bigram = bigramAt(run, at);
      counts.set(bigram, (counts.get(bigram) ?? 0) + 1);
      end = PLACE_ENDS.has(run[at + 1]!) && endsName(bigram) ? at + 1 : end;
      if (end - at < PLACE_REACH) {
        places.add(bigram);
      }
    }
  }
}

/** Whether a pair of characters can be the end of a name. */
function endsName(bigram: number): boolean {
  return COMMON_ENDS.has(bigram) || (backgroundRarity(bigram) >= PLACE_RARITY && !NO_NAME_ENDS.has(bigram));
}

/** The pairs of characters written one after another in a text. */
function pairs(text: string): Set<number> {
  return new Set(Array.from({ length: text.length / 2 }, (_, at) => bigramAt(text, 2 * at)));
}

/** Two neighbouring UTF-16 units in one integer. */
function bigramAt(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);
}
