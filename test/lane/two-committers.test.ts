import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmbeddedEngine, openEngine } from "../../src/embedded/open.ts";
import { createVault } from "../../src/privacy/seal.ts";
import { openPostgresStore } from "../../src/store/postgres/index.ts";
import type { Store } from "../../src/store/store.ts";
import { createTelemetry } from "../../src/telemetry.ts";
import { chunksOf, sealBatch } from "../../workers/batch.ts";
import { Committer } from "../../workers/commit.ts";
import { type CommitJob, type PreparedBatch, prepareBatch, preparedLabel } from "../../workers/prepare.ts";
import { prepareTools, RULES, rawPosts, SEAL_KEY } from "../support/factories.ts";
import { scratch } from "../support/scratch.ts";

describe("two committers in two processes", () => {
  const place = scratch();
  const vault = createVault(SEAL_KEY);
  let engine: EmbeddedEngine;
  let store: Store;
  beforeAll(async () => {
    engine = await openEngine(place.folder);
    store = await openPostgresStore(engine.address);
  });
  afterAll(async () => {
    await store.close();
    await engine.close();
    place.remove();
  });

  async function jobOf(posts: ReturnType<typeof rawPosts>): Promise<string> {
    const batch = sealBatch(vault, "province", posts, [], new Date("2026-05-06T00:00:00.000Z"));
    await store.archive.put(batch);
    const content: PreparedBatch = {
      batch: batch.id,
      source: batch.source,
      ...prepareBatch(posts, prepareTools(), new Date()),
    };
    const sealed = Buffer.from(vault.seal(JSON.stringify(content), preparedLabel(batch.id))).toString("base64");
    const job: CommitJob = { do: "commit", batch: batch.id, sealed };
    return JSON.stringify(job);
  }

  it("give a gap-free seq, every message once, and each batch settled once, though both write all batches", async () => {
    const posts = [...chunksOf(rawPosts(240), 12)];
    const [first, ...jobs] = (await Promise.all(posts.map(jobOf))) as [string, ...string[]];
    const telemetry = createTelemetry(pino({ level: "silent" }));
    const mine = new Committer({ store, vault, rules: RULES, telemetry, now: () => new Date() });
    const handle = async (payload: string) => {
      // As the queue does: a job that was refused too often is tried again.
      for (let tries = 0; ; tries += 1) {
        try {
          return await mine.handle({ id: "x", payload, attempt: 1 });
        } catch (error) {
          if (tries === 20) throw error;
        }
      }
    };
    const address = JSON.stringify(engine.address);
    const child = spawn(process.execPath, ["test/support/second-committer.mjs", address, SEAL_KEY.toString("hex")], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const said = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    expect((await said.next()).value).toBe("ready");

    // The second writes behind the back of the first, which has its state in memory: it must notice.
    await handle(first);
    const last = jobs.pop() as string;
    child.stdin.write(`${last}\n`);
    expect((await said.next()).value).toBe("done");
    await handle(jobs[0] as string);
    const reloads = await telemetry.registry.getSingleMetric("heartbridge_lane_reloads_total")?.get();
    expect(reloads?.values[0]?.value).toBe(1);

    // Both take every batch, from opposite ends, so that they meet and cross.
    child.stdin.end(jobs.toReversed().join("\n"));
    for (const payload of jobs) await handle(payload);
    const [code] = child.exitCode === null ? await once(child, "exit") : [child.exitCode];
    expect(code).toBe(0);

    const events = await store.feed.read(0, 1_000);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
    const created = events.filter(({ type }) => type === "message.created").map(({ message }) => message.id);
    expect(created).toHaveLength(240);
    expect(new Set(created).size).toBe(240);
    expect((await store.archive.backlog()).batches).toBe(0);
  });
});
