import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { createVault } from "../../src/privacy/seal.ts";
import { sealBatch } from "../../workers/batch.ts";
import { CommitJob, PreparedBatch, preparedLabel } from "../../workers/prepare.ts";
import { createPreparePool } from "../../workers/prepare-pool.ts";
import { AUTHOR_KEY, NOW, rawPosts, SEAL_KEY } from "../support/factories.ts";

describe("the threads that prepare batches", () => {
  const vault = createVault(SEAL_KEY);
  const pool = createPreparePool({ sealKey: SEAL_KEY, authorKey: AUTHOR_KEY });
  afterAll(() => pool.close());

  const batchOf = (from: number) => sealBatch(vault, "province", rawPosts(from + 4).slice(from), [], new Date(NOW));
  const open = (payload: string) => {
    const job = CommitJob.parse(JSON.parse(payload));
    if (job.do !== "commit") throw new Error("no commit");
    return PreparedBatch.parse(JSON.parse(vault.open(Buffer.from(job.sealed, "base64"), preparedLabel(job.batch))));
  };

  it("give each batch its own posts back, however many are under way", async () => {
    const batches = [0, 10, 20, 30, 40].map(batchOf);
    const jobs = await Promise.all(batches.map((batch) => pool.prepare(batch)));
    for (const [at, job] of jobs.entries()) {
      expect(job).toMatchObject({ posts: 4, rejected: 0 });
      expect(open(job.payload).posts.map(({ id }) => id)).toEqual(batches[at]?.messageIds);
    }
  });

  it("say what was wrong with a batch that cannot be opened, and take the next one", async () => {
    const broken = { ...batchOf(50), id: "another" };
    await expect(pool.prepare(broken)).rejects.toThrow("cannot be opened");
    expect(await pool.prepare(batchOf(60))).toMatchObject({ posts: 4 });
  });

  it("start again when they had ended idle, and lose nothing that comes while one is ending", async () => {
    await sleep(5_100);
    const jobs = await Promise.all([pool.prepare(batchOf(70)), pool.prepare(batchOf(80))]);
    expect(jobs.map(({ posts }) => posts)).toEqual([4, 4]);
  });
});
