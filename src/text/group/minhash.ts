import { mix32 } from "./hash.ts";

/** Letters in one shingle; five is the length in which shared wording is measured (Jaccard of 5-grams). */
export const SHINGLE = 5;

/** Values in a sketch: the standard error of the estimated Jaccard index is at most 1 / (2 √32) ≈ 0.09. */
export const SKETCH = 32;

/** What stands in each place of the sketch of a text shorter than one shingle. */
const NOTHING = 0xffff;

const FACTORS = Uint32Array.from({ length: SKETCH }, (_, row) => mix32(2 * row + 1) | 1);
const OFFSETS = Uint32Array.from({ length: SKETCH }, (_, row) => mix32(2 * row + 2));

/**
 * The MinHash sketch of a text's shingles.
 * @param letters the letters and digits of the text in matching form
 * @returns {@link SKETCH} values of 16 bits; all 0xffff when the text has fewer than {@link SHINGLE} letters
 */
export function sketch(letters: string): Uint16Array {
  const least = new Uint32Array(SKETCH).fill(0xffffffff);
  for (let at = 0; at + SHINGLE <= letters.length; at++) {
    let hash = 0;
    for (let next = at; next < at + SHINGLE; next++) {
      hash = Math.imul(hash ^ letters.charCodeAt(next), 0x5bd1e995) + 0x7f4a7c15;
    }
    hash = mix32(hash);
    for (let row = 0; row < SKETCH; row++) {
      const value = (Math.imul(hash, FACTORS[row]!) + OFFSETS[row]!) >>> 0;
      if (value < least[row]!) {
        least[row] = value;
      }
    }
  }
  // The low bits of a minimum are the spread ones; its high bits are nearly always zero.
  return letters.length < SHINGLE
    ? new Uint16Array(SKETCH).fill(NOTHING)
    : Uint16Array.from(least, (value) => value & 0xffff);
}

/**
 * The estimated Jaccard index of two texts' shingles.
 * @returns 0 to 1; 0 when either text has no shingle
 */
export function estimateJaccard(a: Uint16Array, b: Uint16Array): number {
  let equal = 0;
  let empty = 0;
  for (let row = 0; row < SKETCH; row++) {
    if (a[row] === b[row]) {
      equal++;
      empty += a[row] === NOTHING ? 1 : 0;
    }
  }
  return empty === SKETCH ? 0 : equal / SKETCH;
}
