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
const PLACE_ENDS = new Set("村寨坳冲组街路道线桥渡苑园城府庄湾郡邸居寓厦庭栋区校学院厂店站场司行馆");

/** Ends of names that hold many places: they name a message's place only where nothing narrower does. */
const WIDE_ENDS = new Set("镇乡");

/**
 * Pairs on which names end although many messages hold them. Other common pairs (公路, 上学, 全村) end no name, nor do
 * those of {@link NO_NAME_ENDS}, which petitions about any village road hold.
 */
const COMMON_ENDS = pairs(
  "小区社区小学中学大学学院街道公司大道东路西路南路北路中路花园家园新城广场医院学校公寓大厦酒店",
);
const NO_NAME_ENDS = pairs("入组进组通组到组入村进村通村出村");

/** A name is looked for in so many characters up to its last one; before a pair of {@link COMMON_ENDS} in more. */
const PLACE_REACH = 3;
const COMMON_REACH = 5;

/** Characters that stand before a name and not in it, or that make a name of any such place (这条路, 我校, 哪所学校). */
const NO_NAME = new Set("的在是和与及有到从往向把被给对由为我你他们本该这那哪某各每一个条所家座栋了着过就都也请问议");

/** Class of rarity from which a pair of characters can be a name: fewer than one message in 90 holds it. */
const PLACE_RARITY = 18;

const RUN = /[\p{L}\p{N}]+/gu;
const SENTENCE_END = /[。！？!?;；\n]/u;

/**
 * Terms are packed into 32 bits, so that comparing is integer work: bits 9–31 a hash of the two characters, bit 8
 * whether it stands in the name of a place, bit 7 whether that name is the first of title or text, bits 5–6 how often it stands in the
 * message (0: once, 1: twice, 2: up to five times, 3: more often), bits 0–4 its rarity in the background in steps of
 * {@link RARITY_STEP}.
 */
export type Term = number;

/** The hash of a packed term, 23 bits. */
export const termHash = (term: Term): number => term >>> 9;

/** Whether a packed term is likely part of the name of a village, estate, road, school or firm. */
export const inPlace = (term: Term): boolean => (term & 0x100) !== 0;

/** Whether a packed term is part of the name that stands first in the title or in the text. */
export const inFirstPlace = (term: Term): boolean => (term & 0x80) !== 0;

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
  const found: Places = { narrow: new Set(), wide: new Set(), first: new Set() };
  countBigrams(text.slice(0, MOST_UNITS), counts, found);
  const titled = new Map<number, number>();
  countBigrams((title ?? headOf(text)).slice(0, MOST_UNITS), titled, found);
  const places = found.narrow.size > 0 ? found.narrow : found.wide;
  const first = found.narrow.size > 0 ? found.first : found.wide;
  for (const bigram of titled.keys()) {
    counts.set(bigram, (counts.get(bigram) ?? 0) + TITLE_COUNT);
  }
  const terms: Term[] = [];
  for (const [bigram, count] of counts) {
    // A township beside a village says where the village is, and is shared by all that is written from there.
    if (found.wide.has(bigram) && !places.has(bigram)) {
      continue;
    }
    const frequency = count === 1 ? 0 : count === 2 ? 1 : count <= 5 ? 2 : 3;
    const rarity = backgroundRarity(bigram);
    const low = (places.has(bigram) ? 0x100 : 0) | (first.has(bigram) ? 0x80 : 0) | (frequency << 5) | rarity;
    terms.push((((mix32(bigram) >>> 9) << 9) | low) >>> 0);
  }
  // The first names are kept in any case: without them nothing tells a template's places apart.
  terms.sort((a, b) => (b & 0x80) - (a & 0x80) || staticWeight(b) - staticWeight(a) || a - b);
  return Uint32Array.from(terms.slice(0, MOST_TERMS)).sort();
}

/** The first sentence of a text without title: platforms without titles carry the title there. */
function headOf(text: string): string {
  const head = text.slice(0, HEAD_UNITS);
  const end = head.search(SENTENCE_END);
  return end < 0 ? head : head.slice(0, end);
}

/** The pairs of characters in the names of places of a message. */
interface Places {
  readonly narrow: Set<number>;
  readonly wide: Set<number>;
  /** Those of the name that stands first in the title, and of the one that stands first in the text. */
  readonly first: Set<number>;
}

/**
 * Counts the bigrams of each run of letters and digits, and marks those that stand shortly before the end of a name.
 */
function countBigrams(text: string, counts: Map<number, number>, places: Places): void {
  let firstName: Set<number> | undefined;
  for (const [run] of text.matchAll(RUN)) {
    let begin = Number.POSITIVE_INFINITY;
    let wide = false;
    let name = new Set<number>();
    let earliest: Set<number> | undefined;
    for (let at = run.length - 2; at >= 0; at--) {
      const bigram = bigramAt(run, at);
      counts.set(bigram, (counts.get(bigram) ?? 0) + 1);
      const within = at >= begin;
      const ends = endsName(run[at + 1]!, bigram);
      if (ends !== null && !(within && wide)) {
        name = within && ends === "narrow" ? name : new Set<number>();
        wide = ends === "wide";
        begin = at + 2 - (COMMON_ENDS.has(bigram) ? COMMON_REACH : PLACE_REACH);
        earliest = wide ? earliest : name;
      }
      begin = NO_NAME.has(run[at]!) ? Number.POSITIVE_INFINITY : begin;
      if (at >= begin && backgroundRarity(bigram) >= PLACE_RARITY) {
        name.add(bigram);
        (wide ? places.wide : places.narrow).add(bigram);
      }
    }
    firstName ??= earliest !== undefined && earliest.size > 0 ? earliest : undefined;
  }
  for (const bigram of firstName ?? []) {
    places.first.add(bigram);
  }
}

/** Whether a character, with the one before it, can be the end of a name, and of how wide a place. */
function endsName(last: string, bigram: number): "narrow" | "wide" | null {
  const ends = PLACE_ENDS.has(last) ? "narrow" : WIDE_ENDS.has(last) ? "wide" : null;
  const rare = backgroundRarity(bigram) >= PLACE_RARITY && !NO_NAME_ENDS.has(bigram);
  return rare || COMMON_ENDS.has(bigram) ? ends : null;
}

/** The pairs of characters written one after another in a text. */
function pairs(text: string): Set<number> {
  return new Set(Array.from({ length: text.length / 2 }, (_, at) => bigramAt(text, 2 * at)));
}

/** Two neighbouring UTF-16 units in one integer. */
function bigramAt(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);
}
