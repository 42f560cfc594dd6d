import { ANY_TOKEN } from "./tokens.ts";

/**
 * A 1:1 fold: every UTF-16 unit of the input becomes exactly one unit of the folded text, so that an offset in one is
 * the same offset in the other. Detectors read the folded text only.
 */

/** Stands for a zero-width or control character. */
export const NOTHING = "\u200b";
/** Stands for a unit that belongs to the character before it: keycap marks, variation selectors, low surrogates. */
export const CONTINUES = "\u20e3";
/** Stands for each unit of a mask token: no detector matches it. */
const OPAQUE = "\ufffc";

/** Digits in a ring, raised or lowered: only a row of them is a number, a single one numbers a list. */
const RINGED = /[\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u2468\u24ea\u24f5-\u24fd\u2776-\u277e]{2,}/g;

function ringedDigit(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= 0x2776) return String(code - 0x2775);
  if (code >= 0x24f5) return String(code - 0x24f4);
  const plain = character.normalize("NFKC");
  return plain.length === 1 ? plain : character;
}

function foldUnit(code: number, previous: number): number {
  if (code >= 0xff01 && code <= 0xff5e) return code - 0xfee0;
  if (code === 0x3000 || code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f) return 0x20;
  if ((code >= 0x2010 && code <= 0x2015) || code === 0x2212) return 0x2d;
  if (code === 0x30fb || code === 0x2022) return 0xb7;
  if (code === 0x20e3 || (code >= 0xfe00 && code <= 0xfe0f)) return 0x20e3;
  if (previous === 0xd835 && code >= 0xdfce && code <= 0xdfff) return 0x20e3;
  if (code === 0xfeff || (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e)) return 0x200b;
  if ((code >= 0x2060 && code <= 0x2064) || (code < 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09))
    return 0x200b;
  return code;
}

/**
 * Folds a text for the detectors: full-width to ASCII, all spaces and dashes to one, keycap, ringed and mathematical
 * digits to digits, zero-width characters to `NOTHING`, mask tokens to an opaque filler.
 * @param text any text, lone surrogates included
 * @returns a text of the same length
 */
export function fold(text: string): string {
  const plain = text
    .replace(ANY_TOKEN, (token) => OPAQUE.repeat(token.length))
    .replace(RINGED, (row) => Array.from(row, ringedDigit).join(""));
  const parts: string[] = [];
  const units: number[] = [];
  for (let index = 0; index < plain.length; index += 1) {
    const code = plain.charCodeAt(index);
    const next = code === 0xd835 ? plain.charCodeAt(index + 1) : Number.NaN;
    units.push(
      next >= 0xdfce && next <= 0xdfff ? 0x30 + ((next - 0xdfce) % 10) : foldUnit(code, plain.charCodeAt(index - 1)),
    );
    if (units.length === 8192) parts.push(String.fromCharCode(...units.splice(0)));
  }
  parts.push(String.fromCharCode(...units));
  return parts.join("");
}
