import { mix32 } from "./hash.ts";

/** Entries and heads at which the tables start; each doubles when full. */
const FIRST_SIZE = 1 << 12;

/** The end of a chain. */
const END = -1;

/** A slot without key. */
const FREE = -2;

/**
 * Which members hold a key, newest first. A hash table from keys to chains, all in typed arrays: 8 bytes an entry and
 * 16 to 32 bytes a key. A walk ends after a fixed number of members, so a key that everybody holds costs no more
 * than one that few hold.
 */
export class Postings {
  /** Open addressing: the key in each slot, and the newest entry of its chain ({@link FREE}: no key). */
  #slotKeys = new Int32Array(FIRST_SIZE);
  #slotHeads = new Int32Array(FIRST_SIZE).fill(FREE);
  #slotsUsed = 0;
  #members = new Int32Array(FIRST_SIZE);
  #next = new Int32Array(FIRST_SIZE);
  #entries = 0;

  /**
   * Adds a member under a key; of two members the one added later is newer.
   * @param key any 32-bit integer
   */
  add(key: number, member: number): void {
    if (this.#entries === this.#members.length) {
      this.#members = doubled(this.#members);
      this.#next = doubled(this.#next);
    }
    let slot = this.#slotOf(key | 0);
    if (this.#slotHeads[slot] === FREE) {
      if (this.#slotsUsed * 2 >= this.#slotKeys.length) {
        this.#growSlots();
        slot = this.#slotOf(key | 0);
      }
      this.#slotsUsed++;
      this.#slotKeys[slot] = key | 0;
      this.#slotHeads[slot] = END;
    }
    const entry = this.#entries++;
    this.#members[entry] = member;
    this.#next[entry] = this.#slotHeads[slot]!;
    this.#slotHeads[slot] = entry;
  }

  /**
   * Calls `visit` for the newest members under a key. Members that are gone are passed over and unlinked on the way, so
   * that a table with removed members walks as one that never held them.
   * @param most how many members are visited at most
   */
  walk(key: number, most: number, gone: (member: number) => boolean, visit: (member: number) => void): void {
    const slot = this.#slotOf(key | 0);
    let before = END;
    let visited = 0;
    for (let entry = this.#slotHeads[slot]!; entry >= 0 && visited < most; entry = this.#next[entry]!) {
      const member = this.#members[entry]!;
      if (!gone(member)) {
        before = entry;
        visited++;
        visit(member);
      } else if (before === END) {
        this.#slotHeads[slot] = this.#next[entry]!;
      } else {
        this.#next[before] = this.#next[entry]!;
      }
    }
  }

  /** Bytes held. */
  get bytes(): number {
    return 2 * this.#slotKeys.byteLength + 2 * this.#members.byteLength;
  }

  /** The slot that holds a key, or the free one where it belongs. */
  #slotOf(key: number): number {
    const last = this.#slotKeys.length - 1;
    let slot = mix32(key) & last;
    while (this.#slotHeads[slot] !== FREE && this.#slotKeys[slot] !== key) {
      slot = (slot + 1) & last;
    }
    return slot;
  }

  #growSlots(): void {
    const keys = this.#slotKeys;
    const heads = this.#slotHeads;
    this.#slotKeys = new Int32Array(keys.length * 2);
    this.#slotHeads = new Int32Array(keys.length * 2).fill(FREE);
    for (let at = 0; at < keys.length; at++) {
      if (heads[at] !== FREE) {
        const slot = this.#slotOf(keys[at]!);
        this.#slotKeys[slot] = keys[at]!;
        this.#slotHeads[slot] = heads[at]!;
      }
    }
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(array.length * 2);
  longer.set(array);
  return longer;
}
