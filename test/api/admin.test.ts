import { Counter, Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import type { DeadLetter } from "../../src/store/store.ts";
import { created, message } from "./builders.ts";
import { NOW, openDoor, token } from "./door.ts";

function letter(n: number): DeadLetter {
  return {
    id: `dead-${n}`,
    at: NOW,
    stage: "ingest",
    source: "ingest",
    batch: null,
    line: n,
    code: "invalid",
    path: "text",
    message: "expected string",
    tries: 1,
    messageId: null,
    sealed: Buffer.from(`{"line":${n}}`),
  };
}

describe("an operator", () => {
  it("sees and steers sources", async () => {
    const door = await openDoor({ tokens: [] });
    expect((await door.ask("GET", "/v1/admin/sources")).body.items[0]).toMatchObject({ name: "county", posts: 70 });
    const at = "/v1/admin/sources/county";
    expect((await door.ask("POST", `${at}/pause`)).body.state).toBe("paused");
    expect((await door.ask("POST", `${at}/resume`)).body.state).toBe("ok");
    await door.ask("POST", `${at}/poll`, { headers: { "content-type": "application/json" }, payload: "" });
    await door.ask("POST", `${at}/backfill`);
    await door.ask("POST", `${at}/backfill`, { payload: { since: "2026-03-01T08:00:00+08:00" } });
    expect((await door.ask("POST", `${at}/purge`, { payload: {} })).body).toEqual({ erased: 3 });
    expect((await door.ask("POST", `${at}/check`)).body.items).toHaveLength(2);
    expect((await door.ask("POST", `${at}/preview?limit=5`)).body.items).toEqual([message(1)]);
    expect(door.done).toEqual([
      "pause",
      "resume",
      "poll",
      "backfill since null",
      "backfill since 2026-03-01T00:00:00.000Z",
      "purge since null by local",
      "check",
      "preview 5",
    ]);
  });

  it.each(["pause", "resume", "poll", "backfill", "purge", "check", "preview"])(
    "is told that there is no such source to %s",
    async (action) => {
      const door = await openDoor();
      const answer = await door.ask("POST", `/v1/admin/sources/elsewhere/${action}`);
      expect(answer).toMatchObject({ status: 404, body: { type: "urn:heartbridge:problem:not-found" } });
      expect(answer.body.detail).toContain("elsewhere");
    },
  );

  it("sees queues, backlog and status at a glance", async () => {
    const door = await openDoor();
    door.store.append(created(message(1)));
    await door.store.dead.add([letter(1)]);
    const queues = (await door.ask("GET", "/v1/admin/queues")).body;
    expect(queues.items.map(({ name }: { name: string }) => name)).toEqual(["collect", "ingest", "commit", "tend"]);
    expect(queues).toMatchObject({ next: null, backlog: { batches: 2, posts: 150 } });
    expect((await door.ask("GET", "/v1/admin/status")).body).toMatchObject({
      county: { division: "431226", name: "麻阳苗族自治县" },
      messages: 1,
      seq: 1,
      dead: 1,
      backlog: { batches: 2 },
      sources: [{ name: "county" }],
      queues: [{ name: "collect", waiting: 1, active: 2, delayed: 3, failed: 4 }, {}, {}, {}],
    });
  });

  it("pages through dead letters, which show no payload", async () => {
    const door = await openDoor();
    await door.store.dead.add([1, 2, 3].map(letter));
    const first = (await door.ask("GET", "/v1/admin/dead?limit=2")).body;
    const second = (await door.ask("GET", `/v1/admin/dead?limit=2&cursor=${first.next}`)).body;
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(["dead-3", "dead-2", "dead-1"]);
    expect(second.next).toBeNull();
    expect(JSON.stringify(first)).not.toContain("sealed");
  });

  it("opens, replays and drops one dead letter, with audit lines for opening and dropping", async () => {
    const clerk = token("clerk", "admin");
    const door = await openDoor({ tokens: [clerk] });
    const headers = { authorization: clerk.bearer };
    await door.store.dead.add([letter(1)]);
    const opened = await door.ask("GET", "/v1/admin/dead/dead-1", { headers });
    expect(opened.body).toMatchObject({ id: "dead-1", payload: '{"line":1}' });
    const replayed = await door.ask("POST", "/v1/admin/dead/dead-1/replay", { headers });
    expect(replayed.body).toEqual({ outcome: "rejected", path: "text", message: "expected string" });
    expect((await door.ask("DELETE", "/v1/admin/dead/dead-1", { headers })).status).toBe(204);
    for (const [method, path] of [
      ["GET", ""],
      ["DELETE", ""],
      ["POST", "/replay"],
    ] as const) {
      expect((await door.ask(method, `/v1/admin/dead/dead-2${path}`, { headers })).status).toBe(404);
    }
    expect(await door.store.dead.count()).toBe(0);
    expect((await door.ask("GET", "/v1/admin/audit", { headers })).body.items).toEqual([
      { at: NOW, actor: "clerk", action: "dead.dropped", subject: "dead/dead-1", reason: null },
      { at: NOW, actor: "clerk", action: "original.read", subject: "dead/dead-1", reason: null },
    ]);
  });
});

describe("health", () => {
  it("tells live from ready, and names county and folder", async () => {
    let reason: string | null = "the lane is loading";
    const door = await openDoor({ ready: () => ({ ready: reason === null, reason }) });
    const where = { county: "431226", directory: "/srv/heartbridge/data" };
    expect((await door.ask("GET", "/livez")).status).toBe(200);
    const starting = await door.ask("GET", "/readyz");
    expect(starting).toMatchObject({
      status: 503,
      body: { status: "starting", reason: "the lane is loading", ...where },
    });
    reason = null;
    expect((await door.ask("GET", "/readyz")).body).toEqual({ status: "ready", ...where });
    door.store.away = true;
    expect(await door.ask("GET", "/readyz")).toMatchObject({
      status: 503,
      body: { reason: expect.stringContaining("store") },
    });
    expect((await door.ask("GET", "/livez")).status).toBe(200);
  });

  it("gives the registry's metrics in Prometheus' text format", async () => {
    const metrics = new Registry();
    new Counter({ name: "heartbridge_posts_total", help: "posts", registers: [metrics] }).inc(3);
    const door = await openDoor({ metrics });
    const answer = await door.ask("GET", "/metrics");
    expect(answer.headers["content-type"]).toContain("text/plain");
    expect(answer.text).toContain("heartbridge_posts_total 3");
    await door.ask("GET", "/v1/feed?limit=0");
    const { text } = await door.ask("GET", "/metrics");
    expect(text).toContain('heartbridge_http_request_seconds_count{method="GET",route="/v1/feed",status="400"} 1');
  });
});

it("the report covers everything up to now unless told", async () => {
  const door = await openDoor();
  door.store.append(created(message(1)));
  const { body } = await door.ask("GET", "/v1/report");
  expect(body).toMatchObject({ from: "1970-01-01T00:00:00.000Z", to: NOW, received: 1, topics: [{ size: 2 }] });
  const none = await door.ask("GET", "/v1/report?from=2026-04-01T00:00:00Z&to=2026-05-01T00:00:00%2B08:00");
  expect(none.body).toMatchObject({ from: "2026-04-01T00:00:00.000Z", to: "2026-04-30T16:00:00.000Z", received: 0 });
});
