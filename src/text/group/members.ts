import type { Fingerprint } from "./fingerprint.ts";
import { SKETCH } from "./minhash.ts";
import { MOST_TERMS } from "./terms.ts";

/** Members in one block; blocks are never moved, so that growing costs the same for each member. */
const BLOCK = 4_096;

/** What the index keeps of one member to compare it. */
export interface Profile {
  readonly day: number;
  readonly length: number;
  readonly exact: readonly [high: number, low: number];
  readonly sketch: Uint16Array;
  readonly terms: Uint32Array;
}

interface Block {
  readonly days: Uint16Array;
  readonly lengths: Uint16Array;
  readonly counts: Uint8Array;
  readonly exact: Uint32Array;
  readonly sketches: Uint16Array;
  readonly terms: Uint32Array;
}

/** The profiles of all members by number, in blocks of typed arrays: 297 bytes a member. */
export class Profiles {
  readonly #blocks: Block[] = [];
  #size = 0;

  /** @returns the member's number: 0, 1, 2 … in the order of adding */
  add(print: Fingerprint): number {
    const member = this.#size++;
    if (member % BLOCK === 0) {
      this.#blocks.push({
        days: new Uint16Array(BLOCK),
        lengths: new Uint16Array(BLOCK),
        counts: new Uint8Array(BLOCK),
        exact: new Uint32Array(BLOCK * 2),
        sketches: new Uint16Array(BLOCK * SKETCH),
        terms: new Uint32Array(BLOCK * MOST_TERMS),
      });
    }
    const block = this.#blocks[this.#blocks.length - 1]!;
    const at = member % BLOCK;
    block.days[at] = print.day;
    block.lengths[at] = print.length;
    block.counts[at] = print.terms.length;
    block.exact.set(print.exact, at * 2);
    block.sketches.set(print.sketch, at * SKETCH);
    block.terms.set(print.terms, at * MOST_TERMS);
    return member;
  }

  /** Views into the block, not copies. */
  get(member: number): Profile {
    const block = this.#blocks[Math.floor(member / BLOCK)]!;
    const at = member % BLOCK;
    return {
      day: block.days[at]!,
      length: block.lengths[at]!,
      exact: [block.exact[at * 2]!, block.exact[at * 2 + 1]!],
      sketch: block.sketches.subarray(at * SKETCH, (at + 1) * SKETCH),
      terms: block.terms.subarray(at * MOST_TERMS, at * MOST_TERMS + block.counts[at]!),
    };
  }

  /** Clears what was kept of a member; its number is not given again. */
  erase(member: number): void {
    const { sketch, terms } = this.get(member);
    sketch.fill(0);
    terms.fill(0);
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#blocks.length * BLOCK * (13 + 2 * SKETCH + 4 * MOST_TERMS);
  }
}
