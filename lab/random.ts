/** A small seeded generator (mulberry32): the same seed gives the same citizens on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [from, to]. */
  int(from: number, to: number): number;
  /** One entry of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** `length` characters of an alphabet. */
  text(length: number, alphabet: string): string;
}

/** Makes a generator from a 32-bit seed. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    int,
    pick: (list) => list[int(0, list.length - 1)] as (typeof list)[number],
    chance: (probability) => next() < probability,
    text: (length, alphabet) => Array.from({ length }, () => alphabet[int(0, alphabet.length - 1)]).join(""),
  };
}

/** A seed made of a number and a word, so that each platform has citizens of its own. */
export function seedOf(seed: number, word: string): number {
  let hash = 2_166_136_261 ^ seed;
  for (const character of word) hash = Math.imul(hash ^ (character.codePointAt(0) as number), 16_777_619);
  return hash >>> 0;
}
