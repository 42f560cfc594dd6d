import parser from "robots-parser";
import { Degraded, Retry } from "./errors.ts";
import type { Answer } from "./transport.ts";

/** The product token that robots.txt rules name. */
export const ROBOTS_TOKEN = "Heartbridge";

const DAY = 86_400_000;
/** RFC 9309 §2.5: at least 500 KiB must be read. */
const MOST_BYTES = 512_000;

interface Rules {
  isDisallowed(url: string, agent: string): boolean | undefined;
  getMatchingLineNumber(url: string, agent: string): number;
  getCrawlDelay(agent: string): number | undefined;
}

interface Known {
  readonly rules: Rules;
  readonly lines: readonly string[];
}

/** The package's types describe a default export that its CommonJS build does not have. */
const parse = parser as unknown as (url: string, text: string) => Rules;

/** The rules of the origins of one source: fetched when first needed, kept for 24 hours (RFC 9309 §2.4). */
export class Robots {
  readonly #fetch: (url: string) => Promise<Answer>;
  readonly #now: () => Date;
  readonly #known = new Map<string, { read: Promise<Known>; until: number }>();

  /** @param fetch gets robots.txt, redirects within the source's origins followed */
  constructor(fetch: (url: string) => Promise<Answer>, now: () => Date) {
    this.#fetch = fetch;
    this.#now = now;
  }

  /**
   * Refuses an address that robots.txt forbids.
   * @returns the crawl delay that robots.txt asks for, in milliseconds
   * @throws Degraded `robots` with the line that forbids; Retry when robots.txt cannot be had (5xx, network)
   */
  async require(url: string): Promise<number> {
    const { rules, lines } = await this.#rulesFor(new URL(url).origin);
    if (rules.isDisallowed(url, ROBOTS_TOKEN)) {
      const number = rules.getMatchingLineNumber(url, ROBOTS_TOKEN);
      const line = (lines[number - 1] ?? "").trim();
      throw new Degraded("robots", `${new URL(url).pathname} is forbidden by line ${number} of robots.txt: ${line}`);
    }
    return (rules.getCrawlDelay(ROBOTS_TOKEN) ?? 0) * 1000;
  }

  /** Requests that come together share one reading of robots.txt. */
  async #rulesFor(origin: string): Promise<Known> {
    const now = this.#now().getTime();
    const known = this.#known.get(origin);
    if (known !== undefined && known.until > now) return known.read;
    const read = this.#read(origin);
    this.#known.set(origin, { read, until: now + DAY });
    try {
      return await read;
    } catch (error) {
      this.#known.delete(origin);
      throw error;
    }
  }

  async #read(origin: string): Promise<Known> {
    const url = `${origin}/robots.txt`;
    const answer = await this.#fetch(url);
    if (answer.status >= 500) throw new Retry(`${url} answered ${answer.status}: without the rules nothing is asked`);
    // 4xx, or a redirect that leaves the source: there are no rules (RFC 9309 §2.3.1.3).
    const text = answer.status < 300 ? new TextDecoder().decode(answer.body.subarray(0, MOST_BYTES)) : "";
    return { rules: parse(url, text), lines: text.split("\n") };
  }
}
