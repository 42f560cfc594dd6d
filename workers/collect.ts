import { randomUUID } from "node:crypto";
import type { Page } from "../src/connector/connector.ts";
import { Degraded, type Dropped, Misconfigured, Throttled } from "../src/connector/errors.ts";
import type { Vault } from "../src/privacy/seal.ts";
import type { Job, Queues } from "../src/queue/queue.ts";
import { utc } from "../src/record/time.ts";
import type { SourceChange, SourceState, Store } from "../src/store/store.ts";
import type { Telemetry } from "../src/telemetry.ts";
import { chunksOf, dispatch, sealBatch } from "./batch.ts";
import { deadLetter } from "./dead-letter.ts";
import type { SourceRuntime } from "./source-runtime.ts";
import { openCursor, sealCursor } from "./stored-cursor.ts";

/**
 * Collect reads the queue `collect` (a source's name at each tick) and writes the archive and the queue `ingest`.
 * Never two at once for one source: the lease is in the store. The cursor moves only after a page is archived and
 * enqueued, so dying at any line repeats posts and never skips one.
 */

/** Longest poll; the lease lasts as long, and a poll that is cut off goes on from its last page at the next tick. */
const POLL_MS = 15 * 60_000;
/** A source that fails this often in a row is degraded (platform sheets: "three times → degraded"). */
const FAILURES = 3;
/** A degraded source is probed this often (platform sheets: "one probe an hour"). */
const PROBE_MS = 3_600_000;

/** A job of the queue `collect`: a source's name, with `!` before it when an operator asks for a poll out of turn. */
export const pollNow = (source: string): string => `!${source}`;

/** What the collector works with. */
export interface CollectTools {
  readonly store: Store;
  readonly queues: Queues;
  readonly vault: Vault;
  readonly telemetry: Telemetry;
  readonly runtimes: ReadonlyMap<string, SourceRuntime>;
  readonly now: () => Date;
}

/** The worker's shell: polls the job's source, if it is due and nobody else does. */
export function createCollect(tools: CollectTools): (job: Job, signal: AbortSignal) => Promise<void> {
  return async ({ payload }, signal) => {
    // One holder a job, not a process: a tick that comes while the source is still being polled must not poll it too.
    const holder = randomUUID();
    const forced = payload.startsWith("!");
    const name = forced ? payload.slice(1) : payload;
    const runtime = tools.runtimes.get(name);
    // Its source was taken out of the configuration since the tick was scheduled.
    if (!runtime) return;
    const state = await tools.store.sources.update(name, runtime.connector.id, {});
    if (state.state === "paused" && !forced) return;
    if (!forced && state.retryAt !== null && state.retryAt > utc(tools.now())) return;
    if (!(await tools.store.sources.lease(name, holder, POLL_MS))) return;
    try {
      await poll(runtime, state, AbortSignal.any([signal, AbortSignal.timeout(POLL_MS)]), tools);
    } finally {
      await tools.store.sources.release(name, holder);
    }
  };
}

async function poll(
  runtime: SourceRuntime,
  state: SourceState,
  signal: AbortSignal,
  tools: CollectTools,
): Promise<void> {
  const { store, telemetry, now } = tools;
  const { name } = runtime.config;
  const { connector } = runtime;
  const update = (change: SourceChange) => store.sources.update(name, connector.id, change);
  await update({ lastPollAt: utc(now()) });
  const cursor = openCursor(tools.vault, connector, name, state.cursor);
  try {
    for await (const page of connector.poll(runtime.context(signal), cursor)) {
      await takePage(runtime, page, tools);
      if (signal.aborted) return;
    }
    const quiet = quietReason(connector.quietHours, await store.sources.get(name), now());
    const verdict = quiet === null ? "ok" : "degraded";
    await update({ state: kept(state, verdict), reason: quiet, failures: 0, retryAt: null });
    telemetry.pollEnded(name, verdict, quiet ?? "");
  } catch (error) {
    if (signal.aborted) return;
    await fail(error as Error, runtime, state, tools, update);
  }
}

/** Archives a page, enqueues it, and only then moves the cursor. */
async function takePage(runtime: SourceRuntime, page: Page<unknown>, tools: CollectTools): Promise<void> {
  const { store, queues, vault, telemetry, now } = tools;
  const { name } = runtime.config;
  let raw = page.raw;
  for (const posts of chunksOf(page.posts)) {
    await dispatch(store.archive, queues, sealBatch(vault, name, posts, raw, now()));
    raw = [];
  }
  await store.dead.add(page.dropped.map((dropped) => droppedLetter(dropped, page, name, tools)));
  await store.sources.update(name, runtime.connector.id, {
    cursor: sealCursor(vault, name, page.cursor),
    addPages: 1,
    addPosts: page.posts.length,
    ...(page.posts.length > 0 && { lastPostAt: utc(now()) }),
  });
  telemetry.pageCollected(name, page.posts.length);
}

async function fail(
  error: Error,
  runtime: SourceRuntime,
  state: SourceState,
  { store, vault, telemetry, now }: CollectTools,
  update: (change: SourceChange) => Promise<SourceState>,
): Promise<void> {
  const { name } = runtime.config;
  if (error instanceof Throttled) {
    await update({ retryAt: utc(error.until) });
    telemetry.pollEnded(name, "throttled", error.message);
    return;
  }
  if (error instanceof Degraded || error instanceof Misconfigured) {
    const [outcome, reason] =
      error instanceof Degraded
        ? (["degraded", `${error.reason}: ${error.message}`] as const)
        : (["misconfigured", `settings.${error.key}: ${error.message}`] as const);
    if (error instanceof Degraded && error.page) {
      const { body, contentType, url } = error.page;
      const page = JSON.stringify({ url, contentType, body: Buffer.from(body).toString("base64") });
      await store.sources.keepEvidence(name, error.reason, utc(now()), vault.seal(page, `evidence:${name}`));
    }
    const retryAt = utc(now().getTime() + PROBE_MS);
    await update({ state: kept(state, "degraded"), reason, failures: state.failures + 1, retryAt });
    telemetry.pollEnded(name, outcome, reason);
    return;
  }
  // `Retry`, and whatever a connector did not foresee: neither may stop the daemon or lose the cursor.
  const failures = state.failures + 1;
  const reason = `${error.name}: ${error.message}`;
  await update({ failures, ...(failures >= FAILURES && { state: kept(state, "degraded"), reason }) });
  telemetry.pollEnded(name, failures >= FAILURES ? "degraded" : "retry", reason);
}

/** A paused source stays paused, whatever a poll out of turn finds. */
function kept(before: SourceState, verdict: "ok" | "degraded"): SourceState["state"] {
  return before.state === "paused" ? "paused" : verdict;
}

/** A source that gives no posts for longer than its connector thinks possible is silent, not quiet. */
function quietReason(quietHours: number | null, state: SourceState | null, now: Date): string | null {
  if (quietHours === null || !state?.lastPostAt) return null;
  const hours = (now.getTime() - Date.parse(state.lastPostAt)) / 3_600_000;
  return hours > quietHours ? `quiet: no post for ${Math.floor(hours)} hours, expected one every ${quietHours}` : null;
}

/** A bad row is met again by every poll that reads its page: it stays one letter. */
function droppedLetter(dropped: Dropped, page: Page<unknown>, source: string, { vault, now }: CollectTools) {
  const pages = page.raw.map(({ url, kind, body }) => ({ url, kind, body: Buffer.from(body).toString("base64") }));
  const payload = JSON.stringify({ source, ...dropped, pages });
  const { reason: code, path, message } = dropped;
  const identity = JSON.stringify([source, code, dropped.externalId ?? path]);
  const failure = { stage: "parse", source, batch: null, line: null, code, path, message, payload, identity } as const;
  return deadLetter(vault, failure, now());
}
