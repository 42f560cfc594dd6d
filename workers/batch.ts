import { createHash } from "node:crypto";
import { z } from "zod";
import type { Payload } from "../src/connector/errors.ts";
import type { Vault } from "../src/privacy/seal.ts";
import type { Queues } from "../src/queue/queue.ts";
import { messageId } from "../src/record/message-id.ts";
import type { RawPost } from "../src/record/raw-post.ts";
import { utc } from "../src/record/time.ts";
import type { ArchivedBatch, BatchArchive } from "../src/store/store.ts";

/** Posts in one batch: the unit of work of every stage. */
export const BATCH_POSTS = 100;

/** A received page within a sealed batch. */
const ArchivedPayload = z.object({
  kind: z.string(),
  url: z.string(),
  request: z.record(z.string(), z.string()),
  contentType: z.string(),
  /** base64 */
  body: z.string(),
  collectedAt: z.string(),
});

/** What a sealed batch holds. Posts are parsed again by `prepare`: the archive may be older than the program. */
const BatchContent = z.object({ posts: z.array(z.unknown()), raw: z.array(ArchivedPayload) });
type BatchContent = z.infer<typeof BatchContent>;

/**
 * A sealed batch as bytes: what the archive keeps.
 * @param salt makes the batch another one than that of the same posts, so that they go the whole road again
 */
export function sealBatch(
  vault: Vault,
  source: string,
  posts: readonly RawPost[],
  raw: readonly Payload[],
  receivedAt: Date,
  salt = "",
): ArchivedBatch {
  // The posts are written out once, for the id and for the content: this is on the main road.
  const written = JSON.stringify(posts);
  const content = `{"posts":${written},"raw":${JSON.stringify(raw.map(archivedPayload))}}`;
  const id = createHash("sha256").update(written).update(salt).digest("hex").slice(0, 32);
  return {
    id,
    source,
    receivedAt: utc(receivedAt),
    posts: posts.length,
    messageIds: posts.map((post) => messageId(post.source, post.externalId)),
    sealed: vault.seal(content, `batch:${id}`),
  };
}

/** Opens what `sealBatch` sealed. @throws SealBroken, or a ZodError where it is none of ours */
export function openBatch(vault: Vault, batch: ArchivedBatch): BatchContent {
  return BatchContent.parse(JSON.parse(vault.open(batch.sealed, `batch:${batch.id}`)));
}

/** Puts a batch on the road: first into the archive, then its name onto the queue. */
export async function dispatch(archive: BatchArchive, queues: Queues, batch: ArchivedBatch): Promise<void> {
  await archive.put(batch);
  await enqueueBatch(queues, batch.id);
}

/** The job names the batch; what citizens wrote stays in the archive. */
export function enqueueBatch(queues: Queues, id: string): Promise<void> {
  return queues.enqueue("ingest", `ingest-${id}`, id);
}

/** Splits posts into batches. */
export function* chunksOf<T>(items: readonly T[], size = BATCH_POSTS): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

function archivedPayload(payload: Payload): z.infer<typeof ArchivedPayload> {
  return {
    kind: payload.kind,
    url: payload.url,
    request: { ...payload.request },
    contentType: payload.contentType,
    body: Buffer.from(payload.body).toString("base64"),
    collectedAt: utc(payload.collectedAt),
  };
}
