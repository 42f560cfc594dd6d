import { setTimeout as delay } from "node:timers/promises";
import { random, seedOf } from "../../lab/random.ts";
import type { FeedEvent } from "../../src/record/feed-event.ts";
import type { RawPostInput } from "../../src/record/raw-post.ts";
import { chunksOf } from "../../workers/batch.ts";
import { type Daemon, type Installation, until } from "./daemon.ts";

/** A driver that hands in posts while the daemon is killed, and counts what is owed. */

/** Every so many lives the kill falls into the start itself, which takes up what the life before left. */
const EARLY_EVERY = 4;
/** A start takes about this long; the moment of an early kill lies within it. */
const START_MS = 1_500;
/** Every second kill falls while parts are being answered, the others until they are committed: about so long. */
const INTAKE_MS = 120;
const WORK_MS = 2_000;
/** For everything to be committed after the last start. */
const SETTLE_MS = 120_000;

/** What is done to the daemon. */
export interface KillPlan {
  readonly posts: readonly RawPostInput[];
  /** Posts in one request. */
  readonly partSize: number;
  readonly kills: number;
  /** Decides the moments. */
  readonly seed: number;
}

/** What was seen on the way; the records are asked of the daemon, which runs when this is returned. */
export interface KillRun {
  readonly daemon: Daemon;
  /** One line a life: when it was killed, and what it had answered by then. */
  readonly lives: readonly string[];
  /** Parts whose answer never came, so that they were posted again. */
  readonly unanswered: number;
  /** Lives that found archived batches without a commit when they began. */
  readonly resumed: number;
}

/** RawPost lines as a request's body. */
export const linesOf = (posts: readonly RawPostInput[]): string => posts.map((post) => JSON.stringify(post)).join("\n");

/**
 * Hands in the posts in parts while the daemon is killed again and again; a part is posted again only where its answer
 * never came. Returns when nothing waits for its commit any more.
 */
export async function ingestUnderKills(place: Installation, plan: KillPlan): Promise<KillRun> {
  const moments = random(seedOf(plan.seed, "moments"));
  const parts = [...chunksOf(plan.posts, plan.partSize)].map(linesOf);
  const partsOfALife = Math.ceil(parts.length / (plan.kills + 1));
  const lives: string[] = [];
  let unanswered = 0;
  let resumed = 0;

  /** Posts the next parts until they are in or the daemon is gone; gives how many were answered. */
  async function post(most: number): Promise<number> {
    for (let sent = 0; sent < most && parts.length > 0; sent += 1) {
      const answer = await place
        .send("POST", "/v1/raw-posts", parts[0] as string, "application/x-ndjson")
        .catch(() => null);
      if (answer === null) {
        unanswered += 1;
        return sent;
      }
      // From here on the part is owed: it is never posted again.
      if (answer.status !== 202) throw new Error(`a part was answered ${answer.status} ${JSON.stringify(answer.body)}`);
      parts.shift();
    }
    return most;
  }

  for (let life = 1; life <= plan.kills; life += 1) {
    const daemon = place.start();
    const early = life % EARLY_EVERY === 0;
    const moment = Math.round(moments.next() * (early ? START_MS : life % 2 === 1 ? INTAKE_MS : WORK_MS));
    if (early) {
      await delay(moment);
      await daemon.kill();
      lives.push(`life ${life}: killed ${moment} ms after it was started`);
      continue;
    }
    await daemon.ready();
    const found = await backlog(place);
    if (found > 0) resumed += 1;
    const killed = delay(moment).then(() => daemon.kill());
    const answered = await post(partsOfALife);
    await killed;
    const told = `${answered} of ${partsOfALife} parts answered, ${found} batches found waiting`;
    lives.push(`life ${life}: killed ${moment} ms after it was ready, ${told}`);
  }

  const daemon = place.start();
  await daemon.ready();
  const found = await backlog(place);
  if (found > 0) resumed += 1;
  lives.push(`the last life found ${found} batches waiting`);
  await post(parts.length);
  await settled(place);
  return { daemon, lives, unanswered, resumed };
}

/** Waits until no archived batch is without a commit. */
export function settled(place: Installation): Promise<void> {
  return until(SETTLE_MS, "every archived batch to be committed", async () => (await backlog(place)) === 0);
}

async function backlog(place: Installation): Promise<number> {
  const { body } = await place.get<{ backlog: { batches: number } }>("/v1/admin/status");
  return body.backlog.batches;
}

/** The whole feed, in order. */
export async function wholeFeed(place: Installation): Promise<FeedEvent[]> {
  const events: FeedEvent[] = [];
  for (let after = 0; ; ) {
    const { body } = await place.get<{ items: FeedEvent[]; next: number }>(`/v1/feed?after=${after}&limit=5000`);
    if (body.items.length === 0) return events;
    events.push(...body.items);
    after = body.next;
  }
}
