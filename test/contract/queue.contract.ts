import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Queues } from "../../src/queue/queue.ts";

/** What the contract suite needs of a backend: a way to open the port anew on the same server. */
export interface QueuesUnderTest {
  open(): Queues;
  /** Ends a worker process in the middle of a job, as `kill -9` does, and leaves the job with its lock. */
  abandonJob(queue: "ingest", id: string): Promise<void>;
}

/** The promises of the queue's port, held against one backend. Stalled take-over waits for a lock: `slow` runs it. */
export function queueContract(backend: string, under: () => QueuesUnderTest): void {
  describe(`${backend}: queues`, () => {
    let queues: Queues;
    beforeEach(async () => {
      queues = under().open();
      for (const name of ["collect", "ingest", "commit", "tend"] as const) await queues.wipe(name);
    });
    afterEach(() => queues.close(1_000));

    it("gives jobs in the order in which they were added, one at a time", async () => {
      const seen: string[] = [];
      let under = 0;
      for (let at = 0; at < 20; at += 1) await queues.enqueue("ingest", `order-${at}`, `payload ${at}`);
      await queues.process("ingest", 1, async (job) => {
        under += 1;
        expect(under).toBe(1);
        await sleep(2);
        seen.push(job.payload);
        under -= 1;
      });
      await until(() => seen.length === 20);
      expect(seen).toEqual(Array.from({ length: 20 }, (_, at) => `payload ${at}`));
    });

    it("takes the same id once while its job waits, and again after it has run", async () => {
      const seen: string[] = [];
      await queues.enqueue("ingest", "same", "first");
      await queues.enqueue("ingest", "same", "second");
      await queues.process("ingest", 1, async (job) => void seen.push(job.payload));
      await until(() => seen.length === 1);
      await sleep(100);
      await queues.enqueue("ingest", "same", "third");
      await until(() => seen.length === 2);
      expect(seen).toEqual(["first", "third"]);
    });

    it("tries a job that threw again, with back-off", async () => {
      const attempts: number[] = [];
      const times: number[] = [];
      await queues.process("ingest", 1, async (job) => {
        attempts.push(job.attempt);
        times.push(Date.now());
        if (job.attempt < 2) throw new Error("not yet");
      });
      await queues.enqueue("ingest", "again", "x");
      await until(() => attempts.length === 2);
      expect(attempts).toEqual([1, 2]);
      expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(900);
      await until(async () => (await queues.counts("ingest")).active === 0);
      expect(await queues.counts("ingest")).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
    });

    it("picks a new job up within a second, though a delayed one is pending", async () => {
      const seen: string[] = [];
      await queues.process("ingest", 1, async (job) => {
        if (job.payload === "fails") throw new Error("tried again later");
        seen.push(job.payload);
      });
      await queues.enqueue("ingest", "failing", "fails");
      await until(async () => (await queues.counts("ingest")).delayed === 1);
      for (const name of ["one", "two", "three"]) {
        await sleep(300);
        const begun = Date.now();
        await queues.enqueue("ingest", name, name);
        await until(() => seen.includes(name));
        expect(Date.now() - begun).toBeLessThan(1_000);
      }
    });

    it("ticks a schedule now and again, and stops when it is taken away", async () => {
      const ticks: number[] = [];
      await queues.process("tend", 1, async (job) => {
        expect(job.payload).toBe("sweep");
        ticks.push(Date.now());
      });
      await queues.schedule("tend", "sweep", 400);
      expect(await queues.scheduled("tend")).toEqual(["sweep"]);
      await until(() => ticks.length >= 3);
      await queues.unschedule("tend", "sweep");
      expect(await queues.scheduled("tend")).toEqual([]);
      await sleep(500);
      const count = ticks.length;
      await sleep(900);
      expect(ticks.length).toBe(count);
    });

    it("goes on with a schedule after a restart, once a tick", async () => {
      await queues.schedule("tend", "sweep", 300);
      await queues.close(1_000);
      queues = under().open();
      await queues.schedule("tend", "sweep", 300);
      let ticks = 0;
      await queues.process("tend", 1, async () => {
        ticks += 1;
      });
      await sleep(1_600);
      expect(ticks).toBeGreaterThanOrEqual(3);
      expect(ticks).toBeLessThanOrEqual(8);
    });

    it("waits for the running job when a consumer closes, and takes no other", async () => {
      let ended = 0;
      const consumer = await queues.process("ingest", 1, async () => {
        await sleep(300);
        ended += 1;
      });
      await queues.enqueue("ingest", "a", "a");
      await queues.enqueue("ingest", "b", "b");
      await until(async () => (await queues.counts("ingest")).active === 1);
      await consumer.close(5_000);
      expect(ended).toBe(1);
      expect((await queues.counts("ingest")).waiting).toBe(1);
    });

    it("tells a running job that its consumer is closing, and does not wait past the deadline", async () => {
      let told = false;
      const consumer = await queues.process("ingest", 1, async (_job, signal) => {
        signal.addEventListener("abort", () => {
          told = true;
        });
        await sleep(20_000, undefined, { ref: false });
      });
      await queues.enqueue("ingest", "stuck", "x");
      await until(async () => (await queues.counts("ingest")).active === 1);
      const begun = Date.now();
      await consumer.close(300);
      expect(told).toBe(true);
      expect(Date.now() - begun).toBeLessThan(3_000);
    });

    it("forgets everything when it is wiped, running jobs' locks included", async () => {
      await under().abandonJob("ingest", "left");
      expect((await queues.counts("ingest")).active).toBe(1);
      await queues.wipe("ingest");
      expect(await queues.counts("ingest")).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
      const seen: string[] = [];
      await queues.process("ingest", 1, async (job) => void seen.push(job.id));
      await queues.enqueue("ingest", "left", "again");
      await until(() => seen.length === 1);
    });
  });
}

/** The one promise that takes longer than a lock: a job of a dead worker is taken over. */
export function queueTakeOverContract(backend: string, under: () => QueuesUnderTest): void {
  describe(`${backend}: queues, slow`, () => {
    it("takes a job over whose worker died, once its lock has run out", { timeout: 120_000 }, async () => {
      const queues = under().open();
      try {
        await queues.wipe("ingest");
        await under().abandonJob("ingest", "orphan");
        const begun = Date.now();
        const seen: string[] = [];
        await queues.process("ingest", 1, async (job) => void seen.push(job.id));
        await until(() => seen.length === 1, 100_000);
        expect(seen).toEqual(["orphan"]);
        expect(Date.now() - begun).toBeGreaterThan(5_000);
      } finally {
        await queues.close(1_000);
      }
    });
  });
}

async function until(holds: () => boolean | Promise<boolean>, milliseconds = 15_000): Promise<void> {
  for (const end = Date.now() + milliseconds; !(await holds()); await sleep(10)) {
    if (Date.now() > end) throw new Error(`not within ${milliseconds} ms: ${holds.toString()}`);
  }
}
