import type { FeedEvent } from "../record/feed-event.ts";
import type { ErasedMessage, Message } from "../record/message.ts";
import type { ConnectorName, Kind, UrgencyLevel } from "../record/vocabulary.ts";

/**
 * The store's port: the record of truth. Two adapters, one contract suite (`test/contract/store.contract.ts`).
 *
 * What it is not: it knows no queue, decides nothing about messages, opens nothing that is sealed, and lets no driver
 * type out. All times are RFC 3339 in UTC with milliseconds. A `seq` is a safe integer.
 */
export interface Store {
  readonly archive: BatchArchive;
  readonly lane: Lane;
  readonly feed: Feed;
  readonly messages: Messages;
  readonly dead: DeadLetters;
  readonly sources: Sources;
  readonly audit: Audit;
  readonly retention: Retention;
  /** Throws when the store cannot be reached or written. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

// ---------------------------------------------------------------- archive

/** What was received, before anything depends on the queue: raw pages and the posts read from them, sealed. */
export interface ArchivedBatch {
  /** Derived from the content: the same batch twice has the same id. */
  readonly id: string;
  /** The source's name, or `ingest` for posts handed in from outside. */
  readonly source: string;
  readonly receivedAt: string;
  readonly posts: number;
  /** Ids of the messages it holds, so that erasing one finds it. */
  readonly messageIds: readonly string[];
  /** Sealed: gzip of `{ posts, raw }`. */
  readonly sealed: Uint8Array;
}

export interface BatchArchive {
  /** Stores a batch as pending. `known` when it was there before, pending or committed: nothing is changed. */
  put(batch: ArchivedBatch): Promise<"stored" | "known">;
  get(id: string): Promise<ArchivedBatch | null>;
  /** Which of these batches are committed; ids that are not known are left out. */
  states(ids: readonly string[]): Promise<Map<string, "pending" | "committed">>;
  /** Pending batches received before a moment, oldest first, without what they hold: what the sweep enqueues again. */
  pending(before: string, limit: number): Promise<Pick<ArchivedBatch, "id" | "receivedAt">[]>;
  /** How many batches wait for their commit, and since when the oldest does. */
  backlog(): Promise<{ batches: number; posts: number; oldest: string | null }>;
}

// ---------------------------------------------------------------- lane

/** Hashes and counters that stand beside a record and are nobody's business downstream. */
export interface RecordState {
  /** How many events the message has had. `(message id, version)` is unique: a second writer is refused by it. */
  readonly version: number;
  readonly contentHash: string;
  readonly officialHash: string;
  readonly fingerprint: string;
  /** When the message was first read from its platform: due times count from it. */
  readonly firstCollectedAt: string;
}

/** A record as the lane writes and reads it. */
export interface StoredRecord {
  readonly message: Message | ErasedMessage;
  readonly state: RecordState;
}

/** An event with the record that it makes. */
export interface LaneEvent {
  readonly event: FeedEvent;
  readonly state: RecordState;
}

/** What is kept of a message that grouping and identity need in memory. */
export interface LaneMember {
  readonly id: string;
  readonly seq: number;
  readonly group: string;
  readonly erased: boolean;
  readonly withdrawn: boolean;
  readonly contentHash: string;
  readonly officialHash: string;
  /** Null where the message is older than the fingerprint window, or erased. */
  readonly fingerprint: string | null;
}

/** A sealed original, with the revision that it belongs to. */
export interface SealedOriginal {
  readonly messageId: string;
  readonly revision: number;
  readonly recordedAt: string;
  readonly sealed: Uint8Array;
}

/** One write of the lane: all of it or nothing. */
export interface LaneWrite {
  /** The archived batch that this write settles, if one. */
  readonly batch: string | null;
  /** The county's last `seq` as the writer knows it; the first event must be the next. */
  readonly expectedSeq: number;
  readonly events: readonly LaneEvent[];
  readonly originals: readonly SealedOriginal[];
  readonly dead: readonly DeadLetter[];
}

/** Another writer was there first: the lane must reload and decide again. */
export class LaneTaken extends Error {
  override readonly name = "LaneTaken";
  readonly expected: number;
  readonly found: number;
  constructor(expected: number, found: number) {
    super(`the lane expected seq ${expected} and found ${found}: another writer was there first`);
    this.expected = expected;
    this.found = found;
  }
}

/** The one writer's door. */
export interface Lane {
  /** Every message once, in order of first recording, fingerprints of those recorded since `fingerprintsSince`. */
  load(fingerprintsSince: string): AsyncIterable<LaneMember[]>;
  lastSeq(): Promise<number>;
  /** The records of these messages; unknown ids are left out. */
  records(ids: readonly string[]): Promise<StoredRecord[]>;
  /**
   * Appends events, projects them to messages, stores originals and dead letters, settles the batch: atomically.
   * A batch that is settled already makes the whole write a no-op answered by `settled`.
   * @throws LaneTaken when `expectedSeq` is not the last seq, or an event's (message id, version) exists
   */
  commit(write: LaneWrite): Promise<"written" | "settled">;
  /**
   * As `commit` for one `message.erased` event, and removes what was said everywhere: earlier events of the message are
   * reduced to who and where, its projection becomes a tombstone, originals, archived batches and dead letters that
   * hold it go, an audit line is written.
   * @throws LaneTaken as `commit`
   */
  erase(write: { expectedSeq: number; event: LaneEvent; audit: AuditLine }): Promise<void>;
  /** Throws the projection away and makes it anew from the feed. Gives the number of messages. */
  rebuild(): Promise<number>;
}

// ---------------------------------------------------------------- reading

export interface Feed {
  /** Events with `seq > after`, in order, at most `limit`. */
  read(after: number, limit: number): Promise<FeedEvent[]>;
  lastSeq(): Promise<number>;
  /** Resolves when there may be an event after `seq`, when the time is over, or when the signal ends. Never throws. */
  wait(after: number, milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const SORT_KEYS = ["recordedAt", "postedAt", "dueAt", "urgency"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** Filters of a search; a list means any of them. Times are half open and go by `recordedAt`. */
export interface MessageQuery {
  readonly urgency?: readonly UrgencyLevel[] | undefined;
  /** Code or label of the field. */
  readonly field?: readonly string[] | undefined;
  readonly kind?: readonly Kind[] | undefined;
  readonly connector?: readonly ConnectorName[] | undefined;
  readonly source?: readonly string[] | undefined;
  readonly township?: readonly string[] | undefined;
  readonly state?: readonly ("published" | "withdrawn")[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Words that must stand in title or text; several, separated by white space, must all stand there. */
  readonly q?: string | undefined;
  readonly group?: string | undefined;
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly limit: number;
  /** As `next` of the page before. A cursor that does not belong to this sort is a `BadCursor`. */
  readonly cursor?: string | undefined;
}

export class BadCursor extends Error {
  override readonly name = "BadCursor";
}

export interface Messages {
  /** Erased messages are left out. Ties are broken by seq of first recording, so that pages neither repeat nor skip. */
  search(query: MessageQuery): Promise<{ items: Message[]; next: string | null }>;
  find(id: string): Promise<Message | ErasedMessage | null>;
  findByExternalId(source: string, externalId: string): Promise<Message | ErasedMessage | null>;
  /** Each event of a message, oldest first. */
  history(id: string): Promise<FeedEvent[]>;
  /** The newest sealed original, or null where none is kept any more. */
  original(id: string): Promise<SealedOriginal | null>;
  /** Present members of a duplicate group, in order of recording; empty where there is no such group. */
  group(id: string): Promise<Message[]>;
  /** The figures of the report over `[from, to)` by `recordedAt`; `now` decides what is overdue. */
  report(from: string, to: string, now: string): Promise<ReportFigures>;
  count(): Promise<number>;
}

/** Received, replied, closed, overdue of one slice. */
export interface ReportCounts {
  readonly received: number;
  readonly replied: number;
  readonly closed: number;
  readonly overdue: number;
}

/** As `GET /v1/report` answers, without the period. */
export interface ReportFigures extends ReportCounts {
  readonly completionRate: number;
  readonly onTimeRate: number;
  readonly medianReplyHours: number | null;
  readonly byConnector: Record<string, ReportCounts>;
  readonly byField: Record<string, ReportCounts>;
  readonly byKind: Record<string, ReportCounts>;
  readonly byTownship: Record<string, ReportCounts>;
  readonly byUrgency: Record<string, ReportCounts>;
  readonly topics: readonly { group: string; size: number; title: string; first: string; last: string }[];
}

// ---------------------------------------------------------------- dead letters

/** Something that could not be processed, with its reason and itself, sealed. */
export interface DeadLetter {
  /** Derived from stage and content: the same thing twice is one letter with a higher `tries`. */
  readonly id: string;
  readonly at: string;
  readonly stage: "ingest" | "parse" | "prepare";
  readonly source: string;
  readonly batch: string | null;
  /** Line of the input where there was one, from 1. */
  readonly line: number | null;
  readonly code: string;
  /** Path of the wrong field. */
  readonly path: string;
  readonly message: string;
  readonly tries: number;
  /** The message that it is about, where that could be told. */
  readonly messageId: string | null;
  readonly sealed: Uint8Array;
}

export interface DeadLetters {
  /** Adds letters; one that is there gets another try counted. */
  add(letters: readonly DeadLetter[]): Promise<void>;
  /** Newest first. */
  list(options: { limit: number; cursor?: string | undefined }): Promise<{ items: DeadLetter[]; next: string | null }>;
  get(id: string): Promise<DeadLetter | null>;
  /** True where there was one. */
  remove(id: string): Promise<boolean>;
  count(): Promise<number>;
}

// ---------------------------------------------------------------- sources

/** What is known of a source's health. */
export interface SourceState {
  readonly name: string;
  readonly connector: string;
  readonly state: "ok" | "degraded" | "paused";
  readonly reason: string | null;
  readonly cursor: unknown;
  readonly lastPollAt: string | null;
  readonly lastPostAt: string | null;
  /** Nothing is asked before this. */
  readonly retryAt: string | null;
  /** Polls that failed in a row. */
  readonly failures: number;
  readonly pages: number;
  readonly posts: number;
}

export interface Sources {
  get(name: string): Promise<SourceState | null>;
  list(): Promise<SourceState[]>;
  /** Writes the given parts; creates the source with defaults. Counters are added, not set. */
  update(name: string, connector: string, change: SourceChange): Promise<SourceState>;
  /** Takes or renews the right to poll: one holder at a time. False where another holds it. */
  lease(name: string, holder: string, milliseconds: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
  /** Takes one request from a budget of `amount` in each period; null = granted, else when the next period begins. */
  spend(name: string, amount: number, periodMilliseconds: number, now: string): Promise<string | null>;
  /** What is spent in the present period. */
  spent(name: string, periodMilliseconds: number, now: string): Promise<number>;
  /** A sealed value that a connector renews (tokens). `write` succeeds only where `expected` is the present version. */
  readSecret(name: string): Promise<{ version: number; sealed: Uint8Array } | null>;
  writeSecret(name: string, expected: number, sealed: Uint8Array): Promise<boolean>;
  /** Keeps what a degraded source answered, one page per reason. */
  keepEvidence(name: string, reason: string, at: string, sealed: Uint8Array): Promise<void>;
  evidence(name: string): Promise<{ reason: string; at: string; sealed: Uint8Array }[]>;
  /** Removes the source's state, secrets and evidence (its messages are the lane's to erase). */
  forget(name: string): Promise<void>;
}

export type SourceChange = Partial<
  Pick<SourceState, "state" | "reason" | "cursor" | "lastPollAt" | "lastPostAt" | "retryAt" | "failures">
> & { readonly addPages?: number; readonly addPosts?: number };

// ---------------------------------------------------------------- audit and retention

/** Who did what to which message. Never holds words of a message. */
export interface AuditLine {
  readonly at: string;
  readonly actor: string;
  readonly action: "original.read" | "message.erased" | "source.purged" | "dead.dropped";
  readonly subject: string;
  readonly reason: string | null;
}

export interface Audit {
  append(line: AuditLine): Promise<void>;
  /** Newest first. */
  list(options: { limit: number; cursor?: string | undefined }): Promise<{ items: AuditLine[]; next: string | null }>;
}

export interface Retention {
  /** Removes committed batches received before a moment. Gives how many. */
  expireArchive(before: string): Promise<number>;
  /** Removes sealed originals recorded before a moment, and says so in the records. Gives how many. */
  expireOriginals(before: string): Promise<number>;
  /** Ids of messages recorded before a moment that are not erased yet, oldest first. */
  expiredMessages(before: string, limit: number): Promise<string[]>;
  /** Makes sure that what was removed is in no file any more (write-ahead logs, dead tuples). May take seconds. */
  scrub(): Promise<void>;
}
