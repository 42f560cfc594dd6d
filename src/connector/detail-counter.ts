import { Throttled } from "./errors.ts";

const HOUR = 3_600_000;

/** Counts detail pages within the last hour: `pace.detailsPerHour`. */
export class DetailCounter {
  readonly #most: number;
  readonly #now: () => Date;
  /** Times of the pages of the last hour, oldest first. */
  #taken: number[] = [];

  constructor(most: number, now: () => Date) {
    this.#most = most;
    this.#now = now;
  }

  /** How many may still be asked for. */
  left(): number {
    const from = this.#now().getTime() - HOUR;
    this.#taken = this.#taken.filter((time) => time > from);
    return Math.max(0, this.#most - this.#taken.length);
  }

  /** @throws Throttled until the oldest page of this hour leaves it */
  take(): void {
    if (this.left() === 0) {
      const until = new Date((this.#taken[0] ?? this.#now().getTime()) + HOUR);
      throw new Throttled(until, `${this.#most} detail pages were read within the last hour`);
    }
    this.#taken.push(this.#now().getTime());
  }
}
