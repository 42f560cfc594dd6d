import {
  BEARS_NAME,
  ENDS_NAME,
  FOLLOWING_WORDS,
  FOLLOWS,
  GIVEN_LIKE,
  NEVER_GIVEN,
  NOT_GIVEN,
  OFTEN_GIVEN,
  SOMETIMES_GIVEN,
  TITLE,
  WORDS,
} from "../name-lexicon.ts";
import { isEverydayWord, surnameAt } from "../surnames.ts";

/** How long the name at an offset is: Chinese writes no mark at its end, so the words after it decide. */

/** Told outright ("我叫…", "姓名：…"), likely ("村民…", "我老公…"), or only possible ("被…", "找…"). */
export type CueStrength = "told" | "likely" | "faint";

const HAN = /[\u4e00-\u9fff]/;

/** 有 and 月 are no given names, but 有才 and 月英 are; 家 and the like end one only at a boundary: 李家 is a household. */
function isSometimesGiven(given: string, bounded: boolean): boolean {
  const [first, second] = [given.charAt(0), given.charAt(1)];
  if (SOMETIMES_GIVEN.has(first))
    return (GIVEN_LIKE.has(second) || ("家再少".includes(first) && OFTEN_GIVEN.has(second))) && !NOT_GIVEN.has(second);
  const ends = "月元中".includes(second) || (bounded && second !== "家");
  return SOMETIMES_GIVEN.has(second) && ends && GIVEN_LIKE.has(first);
}

function isGiven(given: string, size: number, bounded: boolean): boolean {
  if (given.length !== size || !Array.from(given).every((character) => HAN.test(character))) return false;
  const plain = Array.from(given).every((character) => !NOT_GIVEN.has(character)) && !/家$|^家.?$/.test(given);
  return plain || (size === 2 && isSometimesGiven(given, bounded));
}

/** A full name on its own between a form's cue and a mark: only function words and titles are no name there. */
function isFormEntry(text: string, at: number, from: number): boolean {
  const given = text.slice(from, from + 2);
  if (given.length < 2 || !isBoundary(text, from + 2) || text.charAt(from + 2) === "*") return false;
  const open = Array.from(given).every((character) => HAN.test(character) && !NEVER_GIVEN.has(character));
  return open && (!WORDS.has(text.slice(at, at + 2)) || ENDS_NAME.has(given.charAt(1)));
}

function isBoundary(text: string, at: number): boolean {
  return at >= text.length || !HAN.test(text.charAt(at));
}

/** Names spelled with a space between all characters, as forms do: 田 小 谷. */
function spacedLength(text: string, at: number): number | null {
  const spaced = /^([\u4e00-\u9fff])[ ]([\u4e00-\u9fff])(?:[ ]([\u4e00-\u9fff]))?(?![\u4e00-\u9fff])/.exec(
    text.slice(at, at + 6),
  );
  if (spaced === null || surnameAt(text, at)?.length !== 1) return null;
  return isGiven((spaced[2] ?? "") + (spaced[3] ?? ""), spaced[3] === undefined ? 1 : 2, true)
    ? spaced[0].length
    : null;
}

/** How much each cue asks of a name: the better it tells, the less. */
const ASKED: Readonly<Record<CueStrength, number>> = { told: 1, likely: 3, faint: 5.25 };

/** What a character of a given name weighs: typical, possible, or hardly. */
function weight(character: string): number {
  if (GIVEN_LIKE.has(character)) return 2;
  if (OFTEN_GIVEN.has(character)) return 1;
  return FOLLOWS.has(character) ? -3 : 0;
}

/** What stands after a candidate weighs for or against its end; null where it forbids the name. */
function ending(text: string, end: number): number | null {
  if (isBoundary(text, end)) return text.charAt(end) === "*" ? null : 3;
  const after = text.slice(end, end + 4);
  if (TITLE.test(after) && !/^(?:先生|女士|小姐|同志|老师|师傅)/.test(after)) return null;
  if (BEARS_NAME.test(after)) return null;
  if (FOLLOWING_WORDS.test(after)) return 4;
  return FOLLOWS.has(text.charAt(end)) ? 2 : 0;
}

/** Roads, lakes, towns and halls named after someone or something: 金星路, 梅溪湖. */
const PLACE_END = /[路街湖镇村桥铺城庭间区门站场]$/;

/** What speaks against a name: a surname or a first pair that is an everyday word, a place's last syllable. */
function doubt(text: string, at: number, from: number, given: string, cue: CueStrength): number {
  const named = Array.from(given).every((character) => weight(character) > 0);
  const everyday = cue !== "told" && isEverydayWord(text.slice(at, from)) ? (named ? 1 : 2) : 0;
  const word = WORDS.has(text.slice(at, at + 2)) ? 2 : 0;
  const place = cue !== "told" && PLACE_END.test(given) ? 3 : 0;
  return everyday + (cue === "faint" ? 2 * word : word) + place;
}

/** The likelier of a given name of two characters and of one, where it weighs as much as its cue asks. */
function likeliest(text: string, at: number, from: number, cue: CueStrength): number | null {
  let best = ASKED[cue] - 0.5;
  let length: number | null = null;
  for (const size of [2, 1]) {
    const given = text.slice(from, from + size);
    const bounded = isBoundary(text, from + size);
    const end = ending(text, from + size);
    if (end === null || !isGiven(given, size, bounded)) continue;
    const against = doubt(text, at, from, given, cue);
    if (size === 1 && (against > 1 || WORDS.has(text.slice(at, at + 2)))) continue;
    const weights = Array.from(given, weight).reduce((sum, one) => sum + one, 0);
    const verb = size === 2 && FOLLOWING_WORDS.test(text.slice(from + 1, from + 5)) ? 2 : 0;
    const score = end - verb + weights - against + (size === 1 ? (bounded ? 0 : -1) : 1);
    if (score > best) [best, length] = [score, from + size - at];
  }
  return length;
}

/**
 * Length in units of the full name that begins at an offset.
 * @param text a folded text
 * @param at where the name would begin
 * @param cue how surely a name follows there
 * @returns its length, or null where no name begins
 */
export function nameLengthAt(text: string, at: number, cue: CueStrength): number | null {
  const surname = surnameAt(text, at);
  if (surname === null) return null;
  if (cue === "told") {
    const spaced = spacedLength(text, at);
    if (spaced !== null) return spaced;
  }
  const from = at + surname.length;
  if (TITLE.test(text.slice(from, from + 4))) return null;
  if (cue === "told" && isFormEntry(text, at, from)) return from + 2 - at;
  return likeliest(text, at, from, cue);
}

/**
 * Length of a name that only what follows it tells (a form of address, sex, a document or a telephone number): stricter
 * than after a cue, since nothing announces it.
 * @param text a folded text
 * @param at where the name would begin
 * @param end where what follows begins
 */
export function isTellingName(text: string, at: number, end: number): boolean {
  const surname = surnameAt(text, at);
  if (surname === null || isEverydayWord(surname) || WORDS.has(text.slice(at, at + 2))) return false;
  const given = text.slice(at + surname.length, end);
  if (!isGiven(given, given.length, true) || given.length > 2 || TITLE.test(given)) return false;
  return given.length === 2 || GIVEN_LIKE.has(given);
}

/**
 * The further names of a list that goes on after a name: 、 or 和 between them.
 * @param text a folded text
 * @param end where the first name ends
 * @returns spans in order
 */
export function nameListEnd(text: string, end: number): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  let at = end;
  while (/^[、，,和与及]/.test(text.charAt(at))) {
    const length = nameLengthAt(text, at + 1, "likely");
    if (length === null || length < 2) break;
    spans.push({ start: at + 1, end: at + 1 + length });
    at += 1 + length;
  }
  return spans;
}
