import { z } from "zod";
import type { Job, Queues } from "../src/queue/queue.ts";
import { PreparedPost, RejectedPost } from "../src/record/prepared-post.ts";
import { RawPost } from "../src/record/raw-post.ts";
import { utc } from "../src/record/time.ts";
import type { ArchivedBatch, BatchArchive } from "../src/store/store.ts";
import type { Telemetry } from "../src/telemetry.ts";
import { openBatch } from "./batch.ts";
import { type PrepareTools, preparePost } from "./prepare-post.ts";

/**
 * Prepare reads the queue `ingest` (names of archived batches) and writes the queue `commit` (prepared batches, sealed).
 * Many run in parallel, on many machines. One bad post is rejected with its reason, and its batch goes on. Dying at any
 * line costs nothing: the job is taken over, or the sweep enqueues the batch again.
 */

/** What travels to `commit`. */
export const PreparedBatch = z.object({
  batch: z.string(),
  source: z.string(),
  posts: z.array(PreparedPost),
  rejected: z.array(RejectedPost),
});
export type PreparedBatch = z.infer<typeof PreparedBatch>;

/** The seal's label of a prepared batch on the queue. */
export const preparedLabel = (batch: string): string => `prepared:${batch}`;

/** A job of the queue `commit`: a prepared batch, or a request that only the lane's writer may carry out. */
export const CommitJob = z.discriminatedUnion("do", [
  z.object({ do: z.literal("commit"), batch: z.string(), sealed: z.string() }),
  z.object({ do: z.literal("erase"), id: z.string(), actor: z.string(), reason: z.string().nullable() }),
]);
export type CommitJob = z.infer<typeof CommitJob>;

/**
 * Prepares posts one by one.
 * @param posts as the archive keeps them
 * @param at the moment that rejections name
 */
export function prepareBatch(
  posts: readonly unknown[],
  tools: PrepareTools,
  at: Date,
): Pick<PreparedBatch, "posts" | "rejected"> {
  const ready: PreparedPost[] = [];
  const rejected: RejectedPost[] = [];
  for (const [index, value] of posts.entries()) {
    const reject = (code: string, path: string, message: string) => {
      const payload = JSON.stringify(value);
      const sealed = Buffer.from(tools.vault.seal(payload, "rejected")).toString("base64");
      rejected.push({ index, code, path, message, at: utc(at), sealed });
    };
    const parsed = RawPost.safeParse(value);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      reject("not-a-raw-post", issue?.path.join(".") ?? "", issue?.message ?? "");
      continue;
    }
    try {
      ready.push(preparePost(parsed.data, tools));
    } catch (error) {
      reject("prepare-failed", "", (error as Error).message);
    }
  }
  return { posts: ready, rejected };
}

/** A batch on its way to `commit`: the job's payload, and how many posts went each way. */
export interface PreparedJob {
  readonly payload: string;
  readonly posts: number;
  readonly rejected: number;
}

/** Prepares an archived batch whole: opens it, prepares its posts, seals what comes out. */
export function prepareArchived(archived: ArchivedBatch, tools: PrepareTools, at: Date): PreparedJob {
  const { vault } = tools;
  const { id: batch, source } = archived;
  const prepared = prepareBatch(openBatch(vault, archived).posts, tools, at);
  const content: PreparedBatch = { batch, source, ...prepared };
  const sealed = Buffer.from(vault.seal(JSON.stringify(content), preparedLabel(batch))).toString("base64");
  const job: CommitJob = { do: "commit", batch, sealed };
  return { payload: JSON.stringify(job), posts: prepared.posts.length, rejected: prepared.rejected.length };
}

/** The worker's shell: takes a job, has its batch prepared, writes the next queue. */
export function createPrepare(deps: {
  archive: BatchArchive;
  queues: Queues;
  prepare: (archived: ArchivedBatch) => Promise<PreparedJob>;
  telemetry: Telemetry;
}): (job: Job) => Promise<void> {
  const { archive, queues, prepare, telemetry } = deps;
  let before: Promise<unknown> = Promise.resolve();

  async function prepareOne(id: string, turn: Promise<unknown>): Promise<void> {
    const started = performance.now();
    const archived = await archive.get(id);
    // Expired or erased since it was enqueued: there is nothing left to do.
    if (!archived) return;
    const { payload, posts, rejected } = await prepare(archived);
    await turn;
    await queues.enqueue("commit", `commit-${id}`, payload);
    telemetry.batchPrepared(posts + rejected, rejected, (performance.now() - started) / 1000);
  }

  return ({ payload: id }) => {
    // Batches go on in the order in which they came, however long each takes: an edit never overtakes what it edits.
    const work = prepareOne(id, before);
    before = work.catch(() => undefined);
    return work;
  };
}
