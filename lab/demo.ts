#!/usr/bin/env node
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { connectors } from "../connectors/registry.ts";
import { cut } from "../src/cli/table.ts";
import { loadConfig } from "../src/config/load.ts";
import { packageRoot } from "../src/config/package-root.ts";
import { type Application, openApplication, ROLES } from "../src/daemon.ts";
import { createLogger } from "../src/log.ts";
import type { Message } from "../src/record/message.ts";
import type { Store } from "../src/store/store.ts";
import { countRun, summary } from "./demo-summary.ts";
import { type Lab, startLab } from "./lab.ts";

/**
 * The demo: five imitated platforms, the whole pipeline, the API. With `--once` it collects every post, tells the story a
 * little further, and ends with a summary; without, it stays up and new posts keep appearing.
 */

const SEED = 431_226;
const POSTS = 60;
/** `--once`: steps of the story after the first round, so that edits, replies and withdrawals show. */
const STEPS = 7;
const PATIENCE_MS = 100_000;
const STEP_EVERY_MS = 3_000;
const API_PORT = 8420;

const { values } = parseArgs({
  options: { once: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
});
if (values.help) {
  process.stdout.write(
    "npm run demo            stays up, API on port 8420\nnpm run demo -- --once  collects everything, prints a summary, ends\n",
  );
  process.exit(0);
}
process.exitCode = await demo(values.once);

async function demo(once: boolean): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "heartbridge-demo-"));
  const lab = await startLab({ seed: SEED, posts: POSTS, now: () => new Date() });
  try {
    const port = once ? await freePort() : API_PORT;
    const env = { ...process.env, ...lab.environment, DEMO_DIRECTORY: folder, DEMO_PORT: String(port) };
    const config = loadConfig({ path: join(packageRoot(), "config", "demo.yaml"), env, connectors });
    const log = createLogger({ level: process.env.HEARTBRIDGE_LOG_LEVEL ?? "error", secrets: config.secrets });
    const begun = performance.now();
    const application = await openApplication(config, { roles: ROLES, log });
    try {
      await application.api.listen({ host: config.api.host, port });
      say(`five imitated platforms, API on http://${config.api.host}:${port} (try /v1/messages, /v1/feed, /v1/report)`);
      await collectAll(application, lab);
      if (!once) return await stayUp(application, lab);
      const seconds = (performance.now() - begun) / 1000;
      await tellFurther(application, lab);
      process.stdout.write(summary(await countRun(application.store), seconds));
      return 0;
    } finally {
      await application.close(5_000);
    }
  } finally {
    await lab.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Waits until every post that stands in the lab is stored, but for sources that cannot give theirs; shows progress. */
async function collectAll({ store }: Application, lab: Lab): Promise<void> {
  const bar = process.stderr.isTTY ? new SingleBar({ format: "collected {bar} {value}/{total} {duration}s" }) : null;
  const until = Date.now() + PATIENCE_MS;
  for (let shown = -1; ; await sleep(250)) {
    const stored = await storedPosts(store);
    const sources = await store.sources.list();
    const degraded = new Set(sources.filter(({ state }) => state === "degraded").map(({ name }) => name));
    const standing = [...lab.platforms]
      .filter(([name]) => !degraded.has(name))
      .flatMap(([name, { story }]) =>
        story
          .posts()
          .filter((post) => !post.withdrawn)
          .map(({ id }) => `${name} ${id}`),
      );
    const there = standing.filter((post) => stored.has(post)).length;
    if (bar) shown < 0 ? bar.start(standing.length, there) : bar.update(there);
    else if (there !== shown) say(`collected ${there} of ${standing.length}`);
    shown = there;
    if (there === standing.length) break;
    if (Date.now() > until) {
      throw new Error(`after ${PATIENCE_MS / 1000} s ${there} of ${standing.length} posts are stored`);
    }
  }
  bar?.stop();
}

/** Source and platform id of everything that is stored. */
async function storedPosts(store: Store): Promise<Set<string>> {
  const found = new Set<string>();
  for (let cursor: string | undefined; ; ) {
    const page = await store.messages.search({ sort: "recordedAt", descending: false, limit: 1_000, cursor });
    for (const { source } of page.items) found.add(`${source.name} ${source.externalId}`);
    if (page.next === null) return found;
    cursor = page.next;
  }
}

/** Moves the story on, waits for what is new, and then for a poll of every source that saw all of it. */
async function tellFurther(application: Application, lab: Lab): Promise<void> {
  for (let step = 0; step < STEPS; step += 1) lab.tick();
  const told = new Date().toISOString();
  await collectAll(application, lab);
  const { store } = application;
  const settled = async () =>
    (await store.sources.list()).every(({ state, lastPollAt }) => state === "degraded" || (lastPollAt ?? "") > told) &&
    (await store.archive.backlog()).batches === 0;
  for (const until = Date.now() + 10_000; Date.now() < until && !(await settled()); ) await sleep(200);
}

/** Prints each event until the demo is interrupted; the story goes on meanwhile. */
async function stayUp({ store }: Application, lab: Lab): Promise<number> {
  const ending = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ending.abort());
  const story = setInterval(() => lab.tick(), STEP_EVERY_MS);
  say("new posts keep appearing; Ctrl-C ends it");
  for (let after = await store.feed.lastSeq(); !ending.signal.aborted; ) {
    await store.feed.wait(after, 10_000, ending.signal);
    for (const { seq, type, message } of await store.feed.read(after, 100)) {
      after = seq;
      process.stdout.write(`${lineOf(type, message as Message)}\n`);
    }
  }
  clearInterval(story);
  return 0;
}

function lineOf(type: string, { source, classification, place, content }: Message): string {
  const facts = [type.slice("message.".length), source.name, classification.urgency.level, classification.field.label];
  return `${facts.join("  ")}  ${place.name ?? "-"}  ${cut(content.title ?? content.text.replaceAll("\n", " "), 60)}`;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A port of loopback that is free now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
