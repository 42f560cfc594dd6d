import { setTimeout as sleep } from "node:timers/promises";
import pino from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type AnyConnector, defineConnector, type Page } from "../../src/connector/connector.ts";
import { Degraded, Misconfigured, Retry, Throttled } from "../../src/connector/errors.ts";
import { type EmbeddedEngine, openEngine } from "../../src/embedded/open.ts";
import { createVault } from "../../src/privacy/seal.ts";
import { postgresBackend } from "../../src/queue/backend.ts";
import { BullQueues } from "../../src/queue/bull-queues.ts";
import { openPostgresStore } from "../../src/store/postgres/index.ts";
import type { Store } from "../../src/store/store.ts";
import { createTelemetry } from "../../src/telemetry.ts";
import { openBatch } from "../../workers/batch.ts";
import { type CollectTools, createCollect, pollNow } from "../../workers/collect.ts";
import { createSourceRuntime } from "../../workers/source-runtime.ts";
import { openCursor } from "../../workers/stored-cursor.ts";
import { NOW, rawPosts, SEAL_KEY } from "../support/factories.ts";
import { scratch } from "../support/scratch.ts";

/** A connector whose polls are written by the test: what is tested is what the worker makes of them. */
type Script = (cursor: number) => AsyncGenerator<Page<number>>;

describe("the collect worker", () => {
  const place = scratch();
  const vault = createVault(SEAL_KEY);
  const log = pino({ level: "silent" });
  const telemetry = createTelemetry(log);
  let engine: EmbeddedEngine;
  let store: Store;
  let queues: BullQueues;
  let script: Script;
  let clock: number;
  let collect: ReturnType<typeof createCollect>;

  const connector = defineConnector<Record<string, never>, number>({
    id: "rednet",
    about: "a platform of the test",
    settings: z.strictObject({}) as z.ZodType<Record<string, never>>,
    cursor: z.number().int(),
    start: 0,
    startAt: () => 0,
    pace: { minInterval: 0, concurrency: 1, detailsPerHour: 100 },
    quietHours: 48,
    origins: () => ["https://platform.example"],
    kinds: {},
    poll: (_context, cursor) => script(cursor),
    async *check() {},
  });

  beforeAll(async () => {
    engine = await openEngine(place.folder);
    store = await openPostgresStore(engine.address);
    queues = new BullQueues(postgresBackend(engine.address), () => undefined);
  });
  afterAll(async () => {
    await queues.close(1_000);
    await store.close();
    await engine.close();
    place.remove();
  });
  beforeEach(async () => {
    clock = Date.parse(NOW);
    await store.sources.forget("s");
    await queues.wipe("ingest");
    const now = () => new Date(clock);
    const config = {
      name: "s",
      connector: "rednet",
      everyMs: 60_000,
      every: "1m",
      budget: null,
      pace: connector.pace,
      settings: {},
    };
    const tools = { network: { allowPrivate: [] }, store: store.sources, vault, telemetry, log, now };
    const runtimes: CollectTools["runtimes"] = new Map([["s", createSourceRuntime(config, connector, tools)]]);
    collect = createCollect({ store, queues, vault, telemetry, runtimes, now });
  });

  const tick = (payload = "s") => collect({ id: "tick", payload, attempt: 1 }, new AbortController().signal);
  /** The source's state with its cursor opened. */
  const state = async () => {
    const stored = await store.sources.get("s");
    const kept = stored?.cursor ?? null;
    return (
      stored && { ...stored, cursor: kept === null ? null : openCursor(vault, connector as AnyConnector, "s", kept) }
    );
  };
  const pageOf = (cursor: number, from = 0, to = 0): Page<number> => ({
    posts: rawPosts(to).slice(from),
    dropped: [],
    raw: [],
    cursor,
  });

  it("archives a page, enqueues its batch, and moves the cursor", async () => {
    script = async function* (cursor) {
      expect(cursor).toBe(0);
      yield pageOf(1, 0, 3);
      yield pageOf(2, 3, 5);
    };
    await tick();
    expect(await state()).toMatchObject({ state: "ok", cursor: 2, pages: 2, posts: 5, failures: 0 });
    expect((await queues.counts("ingest")).waiting).toBe(2);
    const batches = await store.archive.pending("2030-01-01T00:00:00.000Z", 10);
    const archived = await Promise.all(batches.map(({ id }) => store.archive.get(id)));
    expect(archived.flatMap((batch) => (batch ? openBatch(vault, batch).posts : []))).toHaveLength(5);
  });

  it("never polls a source twice at once, though ticks come while it is being polled", async () => {
    let running = 0;
    let most = 0;
    script = async function* () {
      running += 1;
      most = Math.max(most, running);
      await sleep(150);
      running -= 1;
      yield pageOf(1);
    };
    await Promise.all([tick(), tick(), sleep(50).then(() => tick(pollNow("s")))]);
    expect(most).toBe(1);
    await tick();
    expect(most).toBe(1);
  });

  it("keeps the cursor of the last page that was safe when a poll breaks off", async () => {
    script = async function* () {
      yield pageOf(7, 0, 1);
      throw new Retry("connection reset");
    };
    await tick();
    expect(await state()).toMatchObject({ state: "ok", cursor: 7, failures: 1 });
  });

  it("turns degraded after three failures in a row, and well again with the first success", async () => {
    script = async function* () {
      yield* [];
      throw new Retry("connection reset");
    };
    for (let at = 0; at < 3; at += 1) await tick();
    expect(await state()).toMatchObject({ state: "degraded", failures: 3, reason: "Retry: connection reset" });
    script = async function* () {
      yield pageOf(1);
    };
    await tick();
    expect(await state()).toMatchObject({ state: "ok", failures: 0, reason: null });
  });

  it("waits as long as a platform asks for, and counts no failure", async () => {
    script = async function* () {
      yield* [];
      throw new Throttled(new Date(clock + 600_000), "asked for patience");
    };
    await tick();
    expect(await state()).toMatchObject({ state: "ok", failures: 0, retryAt: "2026-05-06T02:10:00.000Z" });
    script = async function* () {
      yield pageOf(9);
    };
    await tick();
    expect((await state())?.cursor).toBeNull();
    clock += 600_000;
    await tick();
    expect(await state()).toMatchObject({ cursor: 9, retryAt: null });
  });

  it("keeps the page that shows why a source is degraded, and probes it after an hour", async () => {
    const body = new TextEncoder().encode("<html>请登录</html>");
    const page = {
      kind: "list",
      url: "https://platform.example/",
      request: {},
      contentType: "text/html",
      body,
      collectedAt: new Date(clock),
    };
    script = async function* () {
      yield* [];
      throw new Degraded("login-page", "a login page came instead of the list", page);
    };
    await tick();
    expect(await state()).toMatchObject({
      state: "degraded",
      reason: "login-page: a login page came instead of the list",
    });
    const [proof] = await store.sources.evidence("s");
    const opened = JSON.parse(vault.open(proof?.sealed ?? new Uint8Array(), "evidence:s"));
    expect(Buffer.from(opened.body, "base64").toString()).toBe("<html>请登录</html>");
    let asked = 0;
    script = async function* () {
      asked += 1;
      yield pageOf(1);
    };
    await tick();
    expect(asked).toBe(0);
    await tick(pollNow("s"));
    expect(asked).toBe(1);
    expect(await state()).toMatchObject({ state: "ok" });
  });

  it("names the wrong setting", async () => {
    script = async function* () {
      yield* [];
      throw new Misconfigured("forumId", "no such board");
    };
    await tick();
    expect(await state()).toMatchObject({ state: "degraded", reason: "settings.forumId: no such board" });
  });

  it("leaves a paused source alone, and a poll out of turn leaves it paused", async () => {
    let asked = 0;
    script = async function* () {
      asked += 1;
      yield pageOf(1);
    };
    await store.sources.update("s", "rednet", { state: "paused" });
    await tick();
    expect(asked).toBe(0);
    await tick(pollNow("s"));
    expect(asked).toBe(1);
    expect(await state()).toMatchObject({ state: "paused", cursor: 1 });
  });

  it("calls a source silent when it gives nothing for longer than its connector thinks possible", async () => {
    script = async function* () {
      yield pageOf(1, 0, 1);
    };
    await tick();
    script = async function* () {
      yield pageOf(1);
    };
    clock += 49 * 3_600_000;
    await tick();
    expect(await state()).toMatchObject({
      state: "degraded",
      reason: expect.stringContaining("quiet: no post for 49 hours"),
    });
  });

  it("begins anew where an older program left a cursor of another shape", async () => {
    await store.sources.update("s", "rednet", { cursor: { old: true } });
    script = async function* (cursor) {
      expect(cursor).toBe(0);
      yield pageOf(3);
    };
    await tick();
    expect((await state())?.cursor).toBe(3);
  });

  it("keeps what it cannot read as dead letters, once", async () => {
    const dropped = [{ externalId: "42", reason: "bad-time", path: "rows[3].created_at", message: "unreadable time" }];
    script = async function* () {
      const body = new TextEncoder().encode(`<html>${clock}</html>`);
      const raw = [{ kind: "list", url: "", request: {}, contentType: "", body, collectedAt: new Date(clock) }];
      yield { ...pageOf(1), dropped, raw };
    };
    await tick();
    clock += 60_000;
    await tick();
    const { items } = await store.dead.list({ limit: 10 });
    expect(items).toMatchObject([
      { stage: "parse", source: "s", code: "bad-time", path: "rows[3].created_at", tries: 2 },
    ]);
  });
});
