/** Codes of UTF-16 units. */
const UNITS = 65_536;

/** Odd factors that spread edges over the table (multiplicative hashing). */
const SPREAD_NODE = 0x9e3779b1;
const SPREAD_UNIT = 0x85ebca6b;

/** Numbers an edge takes in the table; a power of two, so that no edge crosses a cache line. */
const WIDTH = 4;

/**
 * A tree of words by UTF-16 unit. The first unit is looked up in an array, every further one in one open-addressed table, so that
 * reading a text makes no strings. Node 0 is the root and also stands for "no such word".
 */
export class Trie {
  private readonly first = new Int32Array(UNITS);
  /** Edges of `WIDTH` numbers: node, unit, child (0 where the place is free). Side by side, so that one is one memory access. */
  private table = new Int32Array(1024 * WIDTH);
  private mask = 1023;
  private edges = 0;
  private last = 0;

  /** How many nodes there are, the root among them. */
  get size(): number {
    return this.last + 1;
  }

  /** Adds a word. @returns the node at its end */
  add(word: string): number {
    let node = 0;
    for (let at = 0; at < word.length; at += 1) {
      const unit = word.charCodeAt(at);
      node = this.step(node, unit) || this.grow(node, unit);
    }
    return node;
  }

  /** The node after one more unit; 0 when no word goes on so. */
  step(node: number, unit: number): number {
    if (node === 0) return this.first[unit] as number;
    return this.table[this.placeOf(node, unit) + 2] as number;
  }

  private grow(node: number, unit: number): number {
    this.last += 1;
    if (node === 0) {
      this.first[unit] = this.last;
      return this.last;
    }
    if (this.edges * 2 > this.mask) this.widen();
    this.put(node, unit, this.last);
    return this.last;
  }

  private put(node: number, unit: number, child: number): void {
    const place = this.placeOf(node, unit);
    this.table[place] = node;
    this.table[place + 1] = unit;
    this.table[place + 2] = child;
    this.edges += 1;
  }

  /** Where an edge stands, or the free place where it would. */
  private placeOf(node: number, unit: number): number {
    const { table, mask } = this;
    let slot = ((Math.imul(node, SPREAD_NODE) + Math.imul(unit, SPREAD_UNIT)) >>> 7) & mask;
    for (;;) {
      const place = slot * WIDTH;
      if (table[place + 2] === 0 || (table[place] === node && table[place + 1] === unit)) return place;
      slot = (slot + 1) & mask;
    }
  }

  private widen(): void {
    const old = this.table;
    this.table = new Int32Array(old.length * 2);
    this.mask = this.mask * 2 + 1;
    this.edges = 0;
    for (let place = 0; place < old.length; place += WIDTH) {
      const child = old[place + 2] as number;
      if (child !== 0) this.put(old[place] as number, old[place + 1] as number, child);
    }
  }
}
