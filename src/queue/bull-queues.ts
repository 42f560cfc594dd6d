import { type Job as BullJob, Queue, Worker } from "bullmq";
import type { QueueBackend } from "./backend.ts";
import {
  type Consumer,
  type JobHandler,
  type QueueCounts,
  type QueueName,
  type Queues,
  QueueUnavailable,
} from "./queue.ts";

/** Tries of a job and the wait before the second one; it doubles. */
const ATTEMPTS = 5;
const FIRST_BACKOFF_MS = 1_000;
/** How long an enqueue may take: BullMQ itself would wait for ever while Redis is down (its issues #995, #982). */
const ENQUEUE_TIMEOUT_MS = 10_000;
/** A job whose worker died is taken over when its lock has run out; thrice, then the archive's sweep brings it back. */
const LOCK_MS = 30_000;
const MAX_STALLED = 3;

interface Envelope {
  readonly payload: string;
}

/** What a queue tells about itself; never an error that stops the daemon. */
export type QueueTrouble = (queue: QueueName, error: Error) => void;

/** The queue port on BullMQ, the same over both backends. */
export class BullQueues implements Queues {
  readonly #backend: QueueBackend;
  readonly #trouble: QueueTrouble;
  readonly #queues = new Map<QueueName, Queue>();
  readonly #consumers = new Set<Consumer>();

  constructor(backend: QueueBackend, trouble: QueueTrouble) {
    this.#backend = backend;
    this.#trouble = trouble;
  }

  async enqueue(name: QueueName, id: string, payload: string): Promise<void> {
    const data: Envelope = { payload };
    const added = this.#queue(name).add(name, data, { jobId: id, ...jobOptions });
    await withTimeout(added, `the queue ${name} did not take job ${id} within ${ENQUEUE_TIMEOUT_MS / 1000} s`);
  }

  async process(name: QueueName, concurrency: number, handler: JobHandler): Promise<Consumer> {
    const ending = new AbortController();
    const worker = new Worker<Envelope>(
      name,
      (job: BullJob<Envelope>) =>
        handler({ id: job.id ?? "", payload: job.data.payload ?? "", attempt: job.attemptsMade + 1 }, ending.signal),
      {
        ...this.#connection(),
        concurrency,
        drainDelay: this.#backend.drainDelay,
        lockDuration: LOCK_MS,
        stalledInterval: LOCK_MS,
        maxStalledCount: MAX_STALLED,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      },
      this.#backend.factory as never,
    );
    worker.on("error", (error) => this.#trouble(name, error));
    worker.on("failed", (_job, error) => this.#trouble(name, error));
    await worker.waitUntilReady();
    const consumer: Consumer = {
      close: async (deadline) => {
        this.#consumers.delete(consumer);
        ending.abort();
        // A job that does not end in time is left to its lock: BullMQ's own close would wait for it for ever.
        await Promise.race([worker.close(), delay(deadline)]);
      },
    };
    this.#consumers.add(consumer);
    return consumer;
  }

  async schedule(name: QueueName, id: string, everyMilliseconds: number): Promise<void> {
    const data: Envelope = { payload: id };
    await this.#queue(name).upsertJobScheduler(id, { every: everyMilliseconds }, { name, data, opts: jobOptions });
  }

  async unschedule(name: QueueName, id: string): Promise<void> {
    await this.#queue(name).removeJobScheduler(id);
  }

  async scheduled(name: QueueName): Promise<string[]> {
    const schedulers = await this.#queue(name).getJobSchedulers();
    return schedulers.map((scheduler) => scheduler.key);
  }

  async counts(name: QueueName): Promise<QueueCounts> {
    const counts = await this.#queue(name).getJobCounts("waiting", "active", "delayed", "failed", "prioritized");
    return {
      waiting: (counts.waiting ?? 0) + (counts.prioritized ?? 0),
      active: counts.active ?? 0,
      delayed: counts.delayed ?? 0,
      failed: counts.failed ?? 0,
    };
  }

  async wipe(name: QueueName): Promise<void> {
    await this.#queue(name).obliterate({ force: true });
  }

  async close(deadlineMilliseconds: number): Promise<void> {
    await Promise.all([...this.#consumers].map((consumer) => consumer.close(deadlineMilliseconds)));
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
    this.#queues.clear();
    await this.#backend.close();
  }

  #queue(name: QueueName): Queue {
    let queue = this.#queues.get(name);
    if (!queue) {
      queue = new Queue(name, this.#connection(), this.#backend.factory as never);
      queue.on("error", (error) => this.#trouble(name, error));
      this.#queues.set(name, queue);
    }
    return queue;
  }

  #connection(): { connection: never; prefix: string } {
    return { connection: this.#backend.connection as never, prefix: "heartbridge" };
  }
}

const jobOptions = {
  attempts: ATTEMPTS,
  backoff: { type: "exponential", delay: FIRST_BACKOFF_MS },
  removeOnComplete: true,
  removeOnFail: true,
} as const;

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

async function withTimeout<T>(work: Promise<T>, message: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new QueueUnavailable(message)), ENQUEUE_TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
