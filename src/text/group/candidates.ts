import type { Fingerprint } from "./fingerprint.ts";
import { mix32 } from "./hash.ts";
import { SHINGLE } from "./minhash.ts";
import { Postings } from "./postings.ts";
import { staticWeight, termHash } from "./terms.ts";

/** Under how many of its weightiest terms a member is found again. */
const INDEXED_TERMS = 14;

/** Bands of two sketch values: texts with a Jaccard index of 0.5 share one with a chance of 1 − (1 − 0.5²)¹² = 0.97. */
const BANDS = 12;

/** Newest members looked at under one key. */
const MOST_PER_KEY = 24;

/** Members compared in full, and how many of them of one group, so that a large group does not hide the others. */
const MOST_COMPARED = 16;
const MOST_PER_GROUP = 3;

/** Under what a member is found: a term or a band of its sketch, and how much sharing it counts. */
export interface Key {
  readonly key: number;
  readonly weight: number;
}

/** Finds the members that may report the same matter, in time that does not grow with their number. */
export class Candidates {
  readonly #postings = new Postings();

  /** Adds a member under its keys. */
  add(keys: readonly Key[], member: number): void {
    for (const { key } of keys) {
      this.#postings.add(key, member);
    }
  }

  /**
   * The members that share most with a message.
   * @param groupOf the group of a member, as a number
   * @returns at most {@link MOST_COMPARED} members; those that share more first, of equal ones the older
   */
  find(keys: readonly Key[], gone: (member: number) => boolean, groupOf: (member: number) => number): number[] {
    const shared = new Map<number, number>();
    for (const { key, weight } of keys) {
      this.#postings.walk(key, MOST_PER_KEY, gone, (member) => {
        shared.set(member, (shared.get(member) ?? 0) + weight);
      });
    }
    const ranked = [...shared].sort(([a, sharedA], [b, sharedB]) => sharedB - sharedA || a - b);
    const perGroup = new Map<number, number>();
    const found: number[] = [];
    for (const [member] of ranked) {
      const group = groupOf(member);
      const before = perGroup.get(group) ?? 0;
      if (before < MOST_PER_GROUP) {
        perGroup.set(group, before + 1);
        found.push(member);
        if (found.length === MOST_COMPARED) {
          break;
        }
      }
    }
    return found;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#postings.bytes;
  }
}

/** A band counts as three of the rarest terms: shared wording is a strong sign. */
const BAND_WEIGHT = 18;

/** The keys of a message. They depend on its fingerprint alone, so it is found in the same way after a restart. */
export function keysOf(print: Fingerprint): Key[] {
  const weights = Array.from(print.terms, (term) => ({ key: termHash(term), weight: staticWeight(term) }));
  const keys = weights.sort((a, b) => b.weight - a.weight || a.key - b.key).slice(0, INDEXED_TERMS);
  if (print.length >= SHINGLE) {
    for (let band = 0; band < BANDS; band++) {
      const values = (print.sketch[2 * band]! << 16) | print.sketch[2 * band + 1]!;
      // The sign bit keeps bands apart from terms, whose keys have 23 bits.
      keys.push({ key: mix32(values ^ mix32(band)) | 0x80000000 | 0, weight: BAND_WEIGHT });
    }
  }
  return keys;
}
