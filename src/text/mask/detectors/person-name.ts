import {
  ENDS_NAME,
  FOLLOWING_WORDS,
  FOLLOWS,
  GIVEN_LIKE,
  NEVER_GIVEN,
  NOT_GIVEN,
  SOMETIMES_GIVEN,
  TITLE,
  WORDS,
} from "../name-lexicon.ts";
import { isEverydayWord, surnameAt } from "../surnames.ts";

/** How long the name at an offset is: Chinese writes no mark at its end, so the words after it decide. */

/** Told outright ("我叫…", "姓名：…"), or only likely ("村民…", "我老公…"). */
export type CueStrength = "told" | "likely";

const HAN = /[\u4e00-\u9fff]/;

/** 有 and 月 are no given names, but 有才 and 月英 are; 家 and the like end one only at a boundary: 李家 is a household. */
function isSometimesGiven(given: string, bounded: boolean): boolean {
  const [first, second] = [given.charAt(0), given.charAt(1)];
  if (SOMETIMES_GIVEN.has(first)) return GIVEN_LIKE.has(second) && !NOT_GIVEN.has(second);
  const ends = "月元中".includes(second) || (bounded && second !== "家");
  return SOMETIMES_GIVEN.has(second) && ends && GIVEN_LIKE.has(first);
}

/** Two characters that speak for themselves: 春花, 家豪. */
function isTypical(given: string): boolean {
  return GIVEN_LIKE.has(given.charAt(1)) && (GIVEN_LIKE.has(given.charAt(0)) || SOMETIMES_GIVEN.has(given.charAt(0)));
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
  if (WORDS.has(text.slice(at, at + 2))) return null;
  for (const size of [2, 1]) {
    const end = from + size;
    if (!isGiven(text.slice(from, end), size, isBoundary(text, end))) continue;
    if (size === 1 && surname.length === 1 && cue === "likely" && isEverydayWord(surname)) continue;
    if (cue === "likely" && isEverydayWord(surname) && !ENDS_NAME.has(text.charAt(end - 1))) continue;
    if (isBoundary(text, end)) return text.charAt(end) === "*" ? null : end - at;
    if (TITLE.test(text.slice(end, end + 4)) && !/^(?:先生|女士|小姐|同志|老师|师傅)/.test(text.slice(end, end + 2)))
      return null;
    const weak = cue === "likely" && (size === 1 || isEverydayWord(surname));
    const followed = FOLLOWING_WORDS.test(text.slice(end, end + 4)) || (FOLLOWS.has(text.charAt(end)) && !weak);
    if (followed && !(size === 1 && cue === "likely")) return end - at;
    if (size === 2 && !weak && isTypical(text.slice(from, end))) return end - at;
  }
  return cue === "told" && isGiven(text.slice(from, from + 2), 2, false) && !isEverydayWord(surname)
    ? from + 2 - at
    : null;
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
