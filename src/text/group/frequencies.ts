import { rarityOf, type Term, termHash } from "./terms.ts";

/** Counters, 4 MiB. Terms that share one by chance seem more common than they are, never rarer. */
const COUNTERS = 1 << 20;

/** Messages that the background statistic counts as, when it is weighed against the traffic that was seen. */
const PRIOR_MESSAGES = 6_000;

/** Messages of the background that hold a term, by its class of rarity. */
const PRIOR_HELD = Float64Array.from({ length: 32 }, (_, rarity) => PRIOR_MESSAGES * Math.exp(-rarityOf(rarity)));

/** How many of the messages seen hold each term, so that rarity follows the county's own traffic. */
export class Frequencies {
  readonly #counts = new Uint32Array(COUNTERS);
  #messages = 0;

  /** Counts a message's terms, or takes them off again. */
  count(terms: Uint32Array, by: 1 | -1): void {
    this.#messages += by;
    for (const term of terms) {
      const at = termHash(term) % COUNTERS;
      this.#counts[at] = this.#counts[at]! + by;
    }
  }

  /**
   * Rarity of a term: ln of messages per message that holds it, the background counted as {@link PRIOR_MESSAGES}
   * messages beside those seen.
   */
  rarity(term: Term): number {
    const held = PRIOR_HELD[term & 31]! + this.#counts[termHash(term) % COUNTERS]!;
    return Math.log((PRIOR_MESSAGES + this.#messages) / held);
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#counts.byteLength;
  }
}
