import type { Logger } from "pino";
import type { Registry } from "prom-client";
import type { ApiToken } from "../config/api-token.ts";
import type { CheckLine } from "../connector/connector.ts";
import type { Queues } from "../queue/queue.ts";
import type { Message } from "../record/message.ts";
import type { Store } from "../store/store.ts";

/** What `GET /v1/report` answers, beside the period. */
export type { ReportCounts, ReportFigures } from "../store/store.ts";

/** A line of input that is no RawPost. `line` counts from 1 within the request. */
export interface RejectedLine {
  readonly line: number;
  readonly path: string;
  readonly message: string;
}

/** Takes posts from outside: archives them, dead-letters what is wrong, enqueues. */
export interface Intake {
  /**
   * @param lines RawPost lines; empty ones are passed over but counted
   * @param firstLine the number of the first line within the caller's file, from 1
   * @returns once every good line is safe in the archive; `batches` are the archive's ids
   */
  accept(
    lines: readonly string[],
    firstLine: number,
  ): Promise<{ accepted: number; rejected: RejectedLine[]; batches: string[] }>;
}

/** A source as an operator sees it. */
export interface SourceView {
  readonly name: string;
  readonly connector: string;
  readonly state: "ok" | "degraded" | "paused";
  readonly reason: string | null;
  readonly lastPollAt: string | null;
  readonly lastPostAt: string | null;
  /** Not asked before this, because the platform or a budget said so. */
  readonly retryAt: string | null;
  readonly failures: number;
  readonly pages: number;
  readonly posts: number;
  readonly every: string;
  readonly budget: { readonly amount: number; readonly period: string; readonly left: number } | null;
}

/** The source is not in the configuration. */
export class UnknownSource extends Error {
  override readonly name = "UnknownSource";
}

/** What an operator does with a source. Every method throws `UnknownSource` where the name is not configured. */
export interface SourceControl {
  list(): Promise<SourceView[]>;
  pause(name: string): Promise<SourceView>;
  resume(name: string): Promise<SourceView>;
  /** Asks for a poll now; answers at once. */
  poll(name: string): Promise<SourceView>;
  /** Polls anew from the start of the connector's window, or from `since`; answers at once. */
  backfill(name: string, since: string | null): Promise<SourceView>;
  /** Erases the source's messages (those posted since a time, where given) and forgets its state. */
  purge(name: string, since: string | null, actor: string): Promise<{ erased: number }>;
  check(name: string): AsyncGenerator<CheckLine>;
  /** Polls once and gives the messages it would store; stores nothing. */
  preview(name: string, limit: number): Promise<Message[]>;
}

/** The lane's writer did not get to a request in time; it may still do so. */
export class LaneSilent extends Error {
  override readonly name = "LaneSilent";
}

/** Changes that only the lane's writer may make, asked for from outside it. */
export interface LaneRequests {
  /**
   * Erases a message everywhere; resolves once it is. False where there is no such message.
   * @throws LaneSilent
   */
  erase(id: string, actor: string, reason: string | null): Promise<boolean>;
  /** Puts a dead letter back on the road. False where there is no such letter. */
  replay(deadId: string): Promise<{ outcome: "accepted" | "rejected"; path: string; message: string } | null>;
}

/** Opens what is sealed. */
export interface OriginalOpener {
  original(sealed: Uint8Array, messageId: string): { title: string | null; text: string; author: unknown };
  dead(sealed: Uint8Array, id: string): string;
}

/** Everything the HTTP door needs, given by the composition root. */
export interface ApiDependencies {
  readonly county: { readonly division: string; readonly name: string };
  /** The embedded store's folder, or null on services. */
  readonly directory: string | null;
  readonly tokens: readonly ApiToken[];
  readonly store: Store;
  readonly queues: Queues;
  readonly intake: Intake;
  readonly sources: SourceControl;
  readonly lane: LaneRequests;
  readonly opener: OriginalOpener;
  readonly metrics: Registry;
  readonly log: Logger;
  readonly now: () => Date;
  /** False while the daemon is starting or stopping; the text says what is missing. */
  readonly ready: () => { ready: boolean; reason: string | null };
}
