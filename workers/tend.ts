import type { Config } from "../src/config/config.ts";
import type { Job } from "../src/queue/queue.ts";
import { utc } from "../src/record/time.ts";
import type { Telemetry } from "../src/telemetry.ts";
import { enqueueBatch } from "./batch.ts";
import { eraseMessages, type LaneRequestTools } from "./lane-requests.ts";

/**
 * Tend reads the queue `tend` (`sweep` each minute, `retain` each hour) and keeps the house: enqueues again what was
 * archived and never committed, lets go of what is kept long enough. Safe to run twice at once.
 */

export const SWEEP_EVERY_MS = 60_000;
export const RETAIN_EVERY_MS = 3_600_000;
/** A batch this old without a commit was forgotten by the queue, or is still on its way: asking twice does no harm. */
const SWEEP_AGE_MS = 60_000;
const PAGE = 500;
const DAY_MS = 86_400_000;

/** What tend works with. */
export interface TendTools extends LaneRequestTools {
  readonly config: Pick<Config, "archive" | "privacy">;
  readonly telemetry: Telemetry;
}

/** The worker's shell. */
export function createTend(tools: TendTools): (job: Job) => Promise<void> {
  return async ({ payload }) => {
    if (payload === "retain") await retain(tools);
    else await sweep(tools, new Date(tools.now().getTime() - SWEEP_AGE_MS));
  };
}

/**
 * Enqueues every archived batch without a commit that was received before a moment. A queue that was wiped, full, or
 * restored from yesterday loses nothing.
 */
export async function sweep({ store, queues, telemetry }: TendTools, before: Date): Promise<void> {
  const batches = await store.archive.pending(utc(before), PAGE);
  for (const batch of batches) await enqueueBatch(queues, batch.id);
  telemetry.batchesSwept(batches.length);
}

async function retain({ store, queues, vault, config, now }: TendTools): Promise<void> {
  const ago = (days: number) => utc(now().getTime() - days * DAY_MS);
  await store.retention.expireArchive(ago(config.archive.keepDays));
  await store.retention.expireOriginals(ago(config.privacy.keepOriginalDays));
  const { keepMessageDays } = config.privacy;
  const expired = await store.retention.expiredMessages(ago(keepMessageDays), PAGE);
  if (expired.length === 0) return;
  await eraseMessages(expired, "retention", `${keepMessageDays} days are over`, { store, queues, vault, now });
}
