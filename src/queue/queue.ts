/**
 * The queue's port. The queue is not the record of truth: the archive is. So a queue that is wiped or restored from
 * yesterday loses nothing, and a job may run more than once.
 *
 * What it is not: no rate limiting (politeness is the connector kit's), no deduplication (the store decides what is
 * known), no results (the store has them), no flows.
 */
export interface Queues {
  /**
   * Adds a job. The same id while a job of that id waits or runs changes nothing.
   * @throws QueueUnavailable when the queue does not take it in time
   */
  enqueue(queue: QueueName, id: string, payload: string): Promise<void>;
  /**
   * Runs a handler for each job, oldest first, `concurrency` at once. A handler that throws is tried again with
   * back-off (1 s, doubling), 5 times; then the job counts as failed and is gone: the archive's sweep brings it back.
   * A job whose worker died is taken over once its lock (30 s) has run out.
   */
  process(queue: QueueName, concurrency: number, handler: JobHandler): Promise<Consumer>;
  /** Runs `handler` jobs of a queue every so often: one job per tick and id, starting now. */
  schedule(queue: QueueName, id: string, everyMilliseconds: number): Promise<void>;
  unschedule(queue: QueueName, id: string): Promise<void>;
  /** Names that are scheduled in a queue. */
  scheduled(queue: QueueName): Promise<string[]>;
  counts(queue: QueueName): Promise<QueueCounts>;
  /** Removes every job: used when the archive is to fill the queue anew. */
  wipe(queue: QueueName): Promise<void>;
  /** Ends consumers (waiting for running jobs up to the deadline) and connections. */
  close(deadlineMilliseconds: number): Promise<void>;
}

export const QUEUE_NAMES = ["collect", "ingest", "commit", "tend"] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];

/** A job as a handler sees it. `attempt` counts from 1. */
export interface Job {
  readonly id: string;
  readonly payload: string;
  readonly attempt: number;
}

export type JobHandler = (job: Job, signal: AbortSignal) => Promise<void>;

/** A running consumer. */
export interface Consumer {
  /** Stops taking jobs and waits for the running ones up to the deadline. */
  close(deadlineMilliseconds: number): Promise<void>;
}

export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
}

/** The queue did not answer in time; nothing is known about the job. Safe to try again with the same id. */
export class QueueUnavailable extends Error {
  override readonly name = "QueueUnavailable";
}
