import type { Logger } from "pino";
import type { z } from "zod";
import type { RawPost } from "../record/raw-post.ts";
import type { ConnectorName } from "../record/vocabulary.ts";
import type { BrowserPort } from "./browser.ts";
import type { Dropped, Payload } from "./errors.ts";
import type { HttpPort } from "./http.ts";

/** How politely a source is asked; an operator's `pace` overrides single values. */
export interface Pace {
  /** Least time between two requests to the source, in milliseconds. */
  readonly minInterval: number;
  /** Requests under way at once. */
  readonly concurrency: number;
  /** Most detail pages an hour. */
  readonly detailsPerHour: number;
}

/** What a parse function needs beside the payload. All of it is given, so that a replayed page gives the same posts. */
export interface ParseContext<S> {
  /** The configured source's name, written into every post. */
  readonly source: string;
  readonly settings: S;
}

/**
 * What a payload holds. Parse functions are total: any bytes give posts, dropped posts, or one named problem,
 * never an exception.
 */
export interface Parsed {
  readonly posts: RawPost[];
  /** Single posts that could not be read. */
  readonly dropped: Dropped[];
  /** The page as a whole is not what it should be; `reason` as in `Degraded`. */
  readonly problem: { readonly reason: string; readonly message: string } | null;
}

/** A pure function from a platform's payload to posts. */
export type Parse<S> = (payload: Payload, context: ParseContext<S>) => Parsed;

/** One page of a poll: its posts, what was received, and the cursor that stands once the page is safe. */
export interface Page<C> {
  readonly posts: RawPost[];
  readonly dropped: Dropped[];
  /** Everything that was received for these posts, for the archive. */
  readonly raw: Payload[];
  /** Where the next poll goes on when this page is safe. */
  readonly cursor: C;
}

/** Secrets that a platform renews, such as refresh tokens: sealed in the store, safe under several processes. */
export interface SecretState {
  /** The stored value, or null before the first write. */
  read(): Promise<Record<string, unknown> | null>;
  /**
   * Changes the value under the source's lock: `change` sees the newest value and returns the next one.
   * The new value is stored before this resolves.
   */
  update(
    change: (current: Record<string, unknown> | null) => Promise<Record<string, unknown>>,
  ): Promise<Record<string, unknown>>;
}

/** What `poll` and `check` work with. */
export interface ConnectorContext<S> {
  readonly source: string;
  readonly settings: S;
  readonly http: HttpPort;
  readonly browser: BrowserPort;
  readonly secrets: SecretState;
  readonly log: Logger;
  /** The present moment; given, so that tests can set it. */
  now(): Date;
  /** Ends when the daemon stops or the poll takes too long. */
  readonly signal: AbortSignal;
}

/** One line of `heartbridge check`: a question and its answer. */
export interface CheckLine {
  readonly ok: boolean;
  /** What was asked, such as "list answers and has the expected layout". */
  readonly question: string;
  /** What was found, and how to mend it where it is wrong. */
  readonly answer: string;
}

/**
 * A platform: what it declares, how it is polled, how its payloads are read. Everything else (retry, rate, robots.txt,
 * charset, archive, cursor, metrics) is the kit's.
 * @typeParam S settings, as `settings` parses them
 * @typeParam C cursor: everything a poll must remember; plain JSON
 */
export interface Connector<S, C> {
  readonly id: ConnectorName;
  /** One line for people: what the platform is and what is collected. */
  readonly about: string;
  /** The source's settings; strict, every key with a description. */
  readonly settings: z.ZodType<S>;
  /** The cursor's shape: checked whenever one is loaded. */
  readonly cursor: z.ZodType<C>;
  /** The cursor before the first poll. */
  readonly start: C;
  /** The cursor from which a poll goes back as far as a time, or as far as the platform lets it: for `backfill --since`. */
  startAt(since: Date, settings: S): C;
  /** The sheet's politeness for this platform. */
  readonly pace: Pace;
  /** The longest time that may pass without any post before an operator should look, in hours; null where nobody can say. */
  readonly quietHours: number | null;
  /** Origins that may be asked, such as `https://example.org`; redirects leave them never. */
  origins(settings: S): string[];
  /** Payload kinds that `heartbridge parse` takes. */
  readonly kinds: Readonly<Record<string, Parse<S>>>;
  /** Asks for what came after the cursor. May stop early: the next poll goes on from the last page's cursor. */
  poll(context: ConnectorContext<S>, cursor: C): AsyncGenerator<Page<C>>;
  /** Tells an operator whether address, credentials and layout are right. Never throws. */
  check(context: ConnectorContext<S>): AsyncGenerator<CheckLine>;
}

/** A connector whose settings and cursor types are forgotten: what the registry holds. */
// biome-ignore lint/suspicious/noExplicitAny: the registry's entries differ in their types; each is parsed by its own schema before use
export type AnyConnector = Connector<any, any>;

/** Declares a connector; only for the type inference. */
export function defineConnector<S, C>(connector: Connector<S, C>): Connector<S, C> {
  return connector;
}
