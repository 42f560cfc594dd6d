import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { compiledFile } from "../src/compiled-file.ts";
import type { ArchivedBatch } from "../src/store/store.ts";
import type { PreparedJob } from "./prepare.ts";
import type { ThreadKeys } from "./prepare-thread.ts";

/** Threads that prepare batches. */
export interface PreparePool {
  /** Batches worth having under way at once: each thread busy, and one waiting. */
  readonly concurrency: number;
  /** @throws what preparing threw, or that the thread ended; the queue then tries the job again */
  prepare(archived: ArchivedBatch): Promise<PreparedJob>;
  close(): Promise<void>;
}

/** More threads than this would wait for the one committer. */
const MOST_THREADS = 4;

interface Waiting {
  resolve(job: PreparedJob): void;
  reject(error: Error): void;
}

/**
 * A pool of threads: one fewer than the machine has cores, because the engine's thread and this one work too. A thread
 * starts with its first batch.
 */
export function createPreparePool(keys: ThreadKeys): PreparePool {
  const count = Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1));
  const threads = Array.from({ length: count }, () => new PrepareThread(keys));
  return {
    concurrency: count + 1,
    prepare(archived) {
      const idlest = threads.reduce((best, thread) => (thread.busy < best.busy ? thread : best));
      return idlest.prepare(archived);
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

/** A thread without work ends after this: its model takes some 60 MB, and starting anew a fifth of a second. */
const IDLE_MS = 5_000;

/** One thread, started with its first batch, and anew when it has ended idle or by itself. */
class PrepareThread {
  readonly #keys: ThreadKeys;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #tickets = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(keys: ThreadKeys) {
    this.#keys = keys;
  }

  get busy(): number {
    return this.#waiting.size;
  }

  prepare(archived: ArchivedBatch): Promise<PreparedJob> {
    clearTimeout(this.#idle);
    const worker = this.#running();
    this.#tickets += 1;
    const ticket = this.#tickets;
    return new Promise((resolve, reject) => {
      this.#waiting.set(ticket, { resolve, reject });
      worker.postMessage({ ticket, archived });
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#forget(new Error("the threads that prepare batches are closing"));
    await worker?.terminate();
  }

  /** Gives the thread up, and with it whatever waits for it: the queue tries those jobs again. */
  #forget(reason: Error): void {
    this.#worker = null;
    for (const waiting of this.#waiting.values()) waiting.reject(reason);
    this.#waiting.clear();
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(compiledFile("workers/prepare-thread"), {
      workerData: this.#keys,
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    });
    worker.on("message", ({ ticket, job, error }: { ticket: number; job?: PreparedJob; error?: string }) => {
      const waiting = this.#waiting.get(ticket);
      this.#waiting.delete(ticket);
      if (this.#waiting.size === 0) this.#idle = setTimeout(() => void this.close(), IDLE_MS).unref();
      if (job) waiting?.resolve(job);
      else waiting?.reject(new Error(error));
    });
    // One that was closed idle may say so after its successor has started: then nothing is to be given up.
    const ended = (error: Error) => {
      if (this.#worker === worker) this.#forget(error);
    };
    worker.on("error", ended);
    worker.on("exit", (code) => ended(new Error(`the thread that prepares batches ended (${code})`)));
    this.#worker = worker;
    return worker;
  }
}
