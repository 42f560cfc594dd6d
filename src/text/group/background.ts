import { BACKGROUND, RAREST } from "./background-table.ts";

/** One class of rarity in units of the natural logarithm. */
export const RARITY_STEP = 0.25;

const CLASSES = new Map<number, number>();
for (const [rarity, pairs] of BACKGROUND) {
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    CLASSES.set((pairs.charCodeAt(at) << 16) | pairs.charCodeAt(at + 1), rarity);
  }
}

/**
 * How rare a pair of characters is among citizens' messages.
 * @param bigram the two UTF-16 units, the first in the high half
 * @returns a class from 0 (in every message) to 31, in steps of {@link RARITY_STEP}
 */
export function backgroundRarity(bigram: number): number {
  return CLASSES.get(bigram) ?? RAREST;
}
