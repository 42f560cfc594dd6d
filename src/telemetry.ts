import type { Logger } from "pino";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Tally } from "./lane/decide.ts";

/**
 * What happens, told once: each function counts and logs together, so that metrics and log cannot disagree.
 * Never a word of a message, never an author; labels come from closed sets (source names are configured ones).
 */
export interface Telemetry {
  readonly registry: Registry;
  pageCollected(source: string, posts: number): void;
  pollEnded(source: string, outcome: "ok" | "retry" | "throttled" | "degraded" | "misconfigured", detail: string): void;
  requestMade(source: string, status: number | "error"): void;
  linesRejected(count: number): void;
  batchPrepared(posts: number, rejected: number, seconds: number): void;
  batchCommitted(batch: string, events: number, tally: Tally, seconds: number): void;
  laneReloaded(reason: string): void;
  batchesSwept(count: number): void;
  queueTroubled(queue: string, error: Error): void;
}

/** @param log receives the words; @returns functions that count in a registry of their own */
export function createTelemetry(log: Logger): Telemetry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "heartbridge_" });
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name: `heartbridge_${name}`, help, labelNames, registers });
  const seconds = (name: string, help: string) =>
    new Histogram({
      name: `heartbridge_${name}`,
      help,
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    });

  const pages = counter("pages_collected_total", "Pages read from sources", ["source"]);
  const posts = counter("posts_collected_total", "Posts read from sources", ["source"]);
  const polls = counter("polls_total", "Polls by how they ended", ["source", "outcome"]);
  const requests = counter("requests_total", "Requests to sources by status", ["source", "status"]);
  const rejected = counter("lines_rejected_total", "Lines handed in that are no RawPost", []);
  const prepared = counter("posts_prepared_total", "Posts prepared, by result", ["result"]);
  const committed = counter("posts_committed_total", "Posts committed, by what they were", ["outcome"]);
  const events = counter("events_total", "Feed events written", []);
  const reloads = counter("lane_reloads_total", "Times the lane threw its state away", []);
  const swept = counter("batches_swept_total", "Archived batches enqueued again", []);
  const trouble = counter("queue_errors_total", "Errors that queues told of", ["queue"]);
  const degraded = new Gauge({
    name: "heartbridge_source_degraded",
    help: "1 while a source does not give what it should",
    labelNames: ["source"],
    registers,
  });
  const prepareSeconds = seconds("prepare_seconds", "Time to prepare one batch");
  const commitSeconds = seconds("commit_seconds", "Time to commit one batch");

  return {
    registry,
    pageCollected(source, count) {
      pages.inc({ source });
      posts.inc({ source }, count);
      log.debug({ source, posts: count }, "page collected");
    },
    pollEnded(source, outcome, detail) {
      polls.inc({ source, outcome });
      degraded.set({ source }, outcome === "degraded" || outcome === "misconfigured" ? 1 : 0);
      if (outcome === "ok") log.debug({ source }, "poll ended");
      else log.warn({ source, outcome, detail }, "poll ended early");
    },
    requestMade(source, status) {
      requests.inc({ source, status: String(status) });
    },
    linesRejected(count) {
      if (count === 0) return;
      rejected.inc(count);
      log.warn({ lines: count }, "lines handed in were no posts; they are in the dead letters");
    },
    batchPrepared(count, rejectedPosts, duration) {
      prepared.inc({ result: "ready" }, count - rejectedPosts);
      prepared.inc({ result: "rejected" }, rejectedPosts);
      prepareSeconds.observe(duration);
    },
    batchCommitted(batch, written, tally, duration) {
      for (const [outcome, count] of Object.entries(tally)) committed.inc({ outcome }, count);
      events.inc(written);
      commitSeconds.observe(duration);
      log.debug({ batch, events: written, ...tally }, "batch committed");
    },
    laneReloaded(reason) {
      reloads.inc();
      log.warn({ reason }, "the lane reloads its state");
    },
    batchesSwept(count) {
      if (count === 0) return;
      swept.inc(count);
      log.info({ batches: count }, "archived batches without a commit are enqueued again");
    },
    queueTroubled(queue, error) {
      trouble.inc({ queue });
      log.warn({ queue, error: error.message }, "the queue reports an error");
    },
  };
}
