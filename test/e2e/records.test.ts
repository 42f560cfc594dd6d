import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FeedEvent } from "../../src/record/feed-event.ts";
import { jsonSchemas } from "../../src/record/json-schema.ts";
import type { Message } from "../../src/record/message.ts";
import { UTC_MS } from "../../src/record/time.ts";
import { until } from "../support/daemon.ts";
import { contractValidator, faultsOf, validatorOf } from "../support/formats.ts";
import { type LabRun, startLabRun } from "../support/lab-run.ts";
import { oddPosts } from "../support/odd-posts.ts";
import { scratch } from "../support/scratch.ts";

const PATIENCE = 240_000;
/** Steps of the platforms' story after the first round: edits, replies, withdrawals. */
const STEPS = 7;

const place = scratch();
let run: LabRun;
let events: FeedEvent[];

beforeAll(async () => {
  run = await startLabRun(place.folder, { posts: 12, log: new PassThrough().resume() });
  await run.collected();
  for (let step = 0; step < STEPS; step += 1) run.lab.tick();
  await run.collected();
  const { store, api } = run.application;
  const body = oddPosts()
    .map(({ post }) => JSON.stringify(post))
    .join("\n");
  const headers = { "content-type": "application/x-ndjson" };
  const answer = await api.inject({ method: "POST", url: "/v1/raw-posts", headers, payload: body });
  expect({ status: answer.statusCode, body: answer.json() }).toMatchObject({ status: 202, body: { rejected: [] } });
  await until(60_000, "the odd posts to be committed", async () => (await store.archive.backlog()).batches === 0);
  await run.quiet();
  events = await run.application.store.feed.read(0, 10_000);
}, PATIENCE);
afterAll(async () => {
  await run?.stop();
  place.remove();
}, PATIENCE);

describe("every record of a run over all platforms and of odd posts", () => {
  it("comes from every connector, and from every odd post or none with a reason", async () => {
    const connectors = new Set(events.map(({ message }) => message.source.connector));
    expect([...connectors].sort()).toEqual(["county-site", "douyin", "provincial-board", "rednet", "weibo"]);
    const recorded = new Set(events.map(({ message }) => message.source.externalId));
    const missing = oddPosts().filter(({ post }) => !recorded.has(post.externalId));
    expect(missing.map(({ name }) => name)).toEqual([]);
    const { items } = await run.application.store.dead.list({ limit: 100 });
    expect(items.map(({ code, path, message }) => `${code} ${path} ${message}`)).toEqual([]);
  });

  it("is valid by the contract's schema", () => {
    const validate = contractValidator("message");
    const wrong = events.flatMap(({ seq, type, message }) => {
      const faults = faultsOf(validate, message);
      return faults.length > 0 ? [{ seq, type, externalId: message.source.externalId, faults }] : [];
    });
    expect(wrong).toEqual([]);
  });

  it("is valid by the schemas that the program publishes, event and all", () => {
    const { message: messages, "feed-event": feedEvents } = jsonSchemas();
    const [isMessage, isEvent] = [validatorOf(messages), validatorOf(feedEvents)];
    const wrong = events.flatMap((event) => [...faultsOf(isMessage, event.message), ...faultsOf(isEvent, event)]);
    expect(wrong).toEqual([]);
  });

  it("has seq 1 to N, and reasons wherever it is critical or high", () => {
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
    const urgent = events.map(({ message }) => (message as Message).classification.urgency);
    expect(urgent.filter(({ level, reasons }) => /critical|high/.test(level) && reasons.length === 0)).toEqual([]);
    expect(urgent.some(({ level }) => level === "critical")).toBe(true);
  });

  it("writes every time in UTC with milliseconds", () => {
    const wrong = events.flatMap(({ seq, at, message }) => {
      const { times, handling, official } = message as Message;
      const { postedAtPrecision: _precision, ...moments } = times;
      const all = [at, ...Object.values(moments), handling.dueAt, ...official.replies.map((reply) => reply.at)];
      return all.filter((time) => time !== null && !UTC_MS.test(time)).map((time) => `${seq}: ${time}`);
    });
    expect(wrong).toEqual([]);
  });

  it("comes out the same when it is made anew from the feed", async () => {
    const { store } = run.application;
    const ids = [...new Set(events.map(({ message }) => message.id))];
    const [records, members] = [await store.lane.records(ids), await allMembers()];
    expect(records).toHaveLength(ids.length);
    expect(await store.lane.rebuild()).toBe(ids.length);
    expect(byId(await store.lane.records(ids))).toEqual(byId(records));
    expect(await allMembers()).toEqual(members);
  });
});

async function allMembers() {
  const members = [];
  for await (const some of run.application.store.lane.load("1970-01-01T00:00:00.000Z")) members.push(...some);
  return members;
}

const byId = <T extends { message: { id: string } }>(records: readonly T[]) =>
  [...records].sort((a, b) => a.message.id.localeCompare(b.message.id, "en"));
