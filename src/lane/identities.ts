import { createHash } from "node:crypto";

/**
 * Which messages are known, and in which state: 16 bytes a message, never windowed. Open addressing with linear
 * probing over two arrays of 64-bit numbers: half of the message's id, and a hash of its state.
 *
 * Half an id is enough to find what may be known: a post whose state differs is looked up by its whole id before
 * anything is decided, so a collision (about 1 in 10^7 for ten million messages) costs a read, never a message.
 */
export class Identities {
  #keys: BigUint64Array;
  #states: BigUint64Array;
  #size = 0;

  /** @param expected how many messages to make room for at first */
  constructor(expected = 1024) {
    let slots = 1024;
    while (slots < expected * 2) slots *= 2;
    this.#keys = new BigUint64Array(slots);
    this.#states = new BigUint64Array(slots);
  }

  get size(): number {
    return this.#size;
  }

  /** The state hash of a message, or null where it is not known. */
  get(id: string): bigint | null {
    const slot = this.#find(keyOf(id));
    return this.#keys[slot] === 0n ? null : (this.#states[slot] as bigint);
  }

  set(id: string, state: bigint): void {
    if ((this.#size + 1) * 2 > this.#keys.length) this.#grow();
    const key = keyOf(id);
    const slot = this.#find(key);
    if (this.#keys[slot] === 0n) this.#size += 1;
    this.#keys[slot] = key;
    this.#states[slot] = state;
  }

  /** The slot that holds the key, or the free one where it would go. */
  #find(key: bigint): number {
    const mask = this.#keys.length - 1;
    let slot = Number(key & 0xffffffffn) & mask;
    while (this.#keys[slot] !== 0n && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const keys = this.#keys;
    const states = this.#states;
    this.#keys = new BigUint64Array(keys.length * 2);
    this.#states = new BigUint64Array(keys.length * 2);
    for (let at = 0; at < keys.length; at += 1) {
      const key = keys[at] as bigint;
      if (key === 0n) continue;
      const slot = this.#find(key);
      this.#keys[slot] = key;
      this.#states[slot] = states[at] as bigint;
    }
  }
}

/** The first half of the id as a number; 0 stands for a free slot, so an id of zeros counts as 1. */
function keyOf(id: string): bigint {
  const key = BigInt(`0x${id.slice(0, 8)}${id.slice(9, 13)}${id.slice(14, 18)}`);
  return key === 0n ? 1n : key;
}

/** What makes two collections of a post the same: what was written, what the office did, whether it is withdrawn. */
export interface PostState {
  readonly contentHash: string;
  readonly officialHash: string;
  readonly withdrawn: boolean;
}

/** The state of an erased message: no post ever has it. */
export const ERASED_STATE = 0n;

/** A post's state as 64 bits, never `ERASED_STATE`. */
export function stateHash(post: PostState): bigint {
  const hash = createHash("sha256")
    .update(`${post.contentHash}\0${post.officialHash}\0${post.withdrawn}`)
    .digest()
    .readBigUInt64BE(0);
  return hash === ERASED_STATE ? 1n : hash;
}
