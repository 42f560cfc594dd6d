import type { Place } from "../../record/message.ts";
import { type Entry, foldVariants, GAZETTEER, LENGTHS_BY_FIRST, RANK } from "./gazetteer.ts";
import { COUNTY_DIVISION, COUNTY_NAMES, NEIGHBOURS, type Township } from "./register.ts";

/** A name where it stands in a text. */
interface Mention {
  readonly entry: Entry;
  readonly start: number;
  readonly end: number;
}

/** A name directly after another division's name belongs to that division; 怀化市 is the county's own prefecture. */
const ELSEWHERE = new RegExp(
  `(?:(?:${NEIGHBOURS.map(foldVariants).join("|")})[县市区]?|(?<!麻阳|自治|苗族|全|本|我|们|在|该|老)县|(?<!怀化|全|本|我|该)市)的?$`,
);
/** A seat named without its county may be the prefecture's. */
const OTHER_SEAT = /(?:怀化市?|鹤|市)的?$/;
/** The county's name beside a common word makes it a name. */
const COUNTY_BEFORE = new RegExp(`(?:${COUNTY_NAMES.join("|")})的?$`);
const COUNTY_AFTER = new RegExp(`^(?:${COUNTY_NAMES.join("|")})`);
const REACH = 8;
/** Platforms write a label's parts with these between them: 湖南-怀化-麻阳. */
const HINT_PARTS = /[\s\-/·>|,，]+/;

function longestAt(folded: string, start: number): { entry: Entry; end: number } | null {
  for (const length of LENGTHS_BY_FIRST.get(folded.charAt(start)) ?? []) {
    const word = folded.slice(start, start + length);
    const entry = GAZETTEER.get(word);
    if (entry !== undefined) return { entry, end: start + word.length };
  }
  return null;
}

/** What makes a short or bare name a road's (和平西路 is not 和平溪). */
const ROAD_AFTER = /^(?:[东西南北中]?[路街巷]|大道)/;

function counts(text: string, folded: string, { entry, start, end }: Mention): boolean {
  if (entry.rank <= RANK.short && entry.rank !== RANK.seat && ROAD_AFTER.test(text.slice(end, end + 2))) return false;
  // A bare village name is too weak to be believed in a variant spelling.
  if (entry.rank === RANK.bareVillage && text.slice(start, end) !== entry.written) return false;
  const before = folded.slice(Math.max(0, start - REACH), start);
  if (ELSEWHERE.test(before) || (entry.rank === RANK.seat && OTHER_SEAT.test(before))) return false;
  const goesOnAsDivision = /[县市州]/.test(folded.charAt(end)) && !/[镇乡村]$|社区$/.test(folded.slice(start, end));
  if (goesOnAsDivision) return false;
  if (!entry.common) return true;
  const whole = start === 0 && end === folded.length;
  return whole || COUNTY_BEFORE.test(before) || COUNTY_AFTER.test(folded.slice(end, end + REACH));
}

function mentions(text: string): Mention[] {
  const folded = foldVariants(text);
  const found: Mention[] = [];
  for (let start = 0; start < folded.length; ) {
    const match = longestAt(folded, start);
    const mention = match === null ? null : { ...match, start };
    if (mention !== null && counts(text, folded, mention)) found.push(mention);
    start = mention?.end ?? start + 1;
  }
  return found;
}

/** The first mention of the highest rank that leads to one township; names that leave it open are no decision. */
function decide(found: readonly Mention[]): Mention | null {
  const clear = found.filter(({ entry }) => entry.townships.length === 1);
  const top = Math.max(...clear.map(({ entry }) => entry.rank));
  return clear.find(({ entry }) => entry.rank === top) ?? null;
}

function place(entry: Entry | null, evidence: string | null): Place {
  const township = entry === null ? null : (entry.townships[0] as Township);
  return { division: COUNTY_DIVISION, township: township?.code ?? null, name: entry?.name ?? null, evidence };
}

/**
 * The township that a message speaks of. A place that is not known, or that two townships share, leaves it open; never
 * an error (place sheet §5).
 * @param input title and text; `hint` is the platform's own label of the place, read only when the text names none
 * @returns `township` as nine digits, `name` as the register has it (the former unit's where that was named),
 *   `evidence` the deciding words as they stand in the title or text, null when the hint decided
 */
export function locate(input: { title: string | null; text: string; hint?: string | null }): Place {
  const text = `${input.title ?? ""}\n${input.text}`;
  const found = mentions(text);
  const decided = decide(found);
  if (decided !== null) return place(decided.entry, text.slice(decided.start, decided.end));
  const open = found[0];
  const hinted = decide((input.hint ?? "").split(HINT_PARTS).flatMap(mentions));
  if (hinted !== null) return place(hinted.entry, null);
  return place(null, open === undefined ? null : text.slice(open.start, open.end));
}
