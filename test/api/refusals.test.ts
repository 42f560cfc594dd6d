import { describe, expect, it } from "vitest";
import { QueueUnavailable } from "../../src/queue/queue.ts";
import { openDoor } from "./door.ts";

describe("wrong requests", async () => {
  const door = await openDoor();
  it.each([
    ["/v1/messages?limit=abc", "limit", "whole number"],
    ["/v1/messages?limit=-3", "limit", "at least 1"],
    ["/v1/messages?limit=1001", "limit", "at most 1000"],
    ["/v1/messages?limit=2.5", "limit", "whole number"],
    ["/v1/messages?limit=5&limit=6", "limit", "whole number"],
    ["/v1/messages?urgency=purple", "urgency", "critical, high, normal, low"],
    ["/v1/messages?urgency=high,purple", "urgency", "purple"],
    ["/v1/messages?kind=poem", "kind", "complaint"],
    ["/v1/messages?connector=twitter", "connector", "rednet"],
    ["/v1/messages?state=erased", "state", "published, withdrawn"],
    ["/v1/messages?sort=size", "sort", "recordedAt"],
    ["/v1/messages?cursor=@@not-a-cursor@@", "cursor", "next"],
    ["/v1/messages?from=yesterday", "from", "RFC 3339"],
    ["/v1/messages?from=2026-03-01", "from", "zone"],
    ["/v1/messages?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z", "to", "after from"],
    ["/v1/messages?urgancy=high", "urgancy", "did you mean urgency?"],
    ["/v1/feed?after=x", "after", "whole number"],
    ["/v1/feed?after=-1", "after", "at least 0"],
    ["/v1/feed?after=0&wait=abc", "wait", "whole number"],
    ["/v1/feed?wait=61", "wait", "at most 60"],
    ["/v1/feed?limit=5001", "limit", "at most 5000"],
    ["/v1/feed/stream?after=x", "after", "whole number"],
    ["/v1/report?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z", "to", "after"],
    ["/v1/messages/00000000-0000-0000-0000-000000000000?full=1", "full", "not known"],
    ["/v1/admin/status?verbose=1", "verbose", "not known"],
    ["/v1/report?form=2026-01-01T00:00:00Z", "form", "did you mean from?"],
    ["/v1/raw-posts/batches", "id", "found nothing"],
    ["/v1/admin/dead?limit=0", "limit", "at least 1"],
    ["/v1/admin/audit?cursor=zzz", "cursor", "next"],
    ["/v1/messages?q=a%00b", "q", "NUL"],
    ["/v1/messages?source=county,%00", "source", "NUL"],
    ["/v1/messages?cursor=%00", "cursor", "NUL"],
    ["/v1/groups/%00", "id", "NUL"],
    ["/v1/messages?from=0000-06-01T00:00:00Z", "from", "0001 to 9999"],
    ["/v1/messages?to=9999-12-31T23:59:59-08:00", "to", "0001 to 9999"],
  ])("GET %s names %s", async (url, path, words) => {
    const { status, body } = await door.ask("GET", url);
    expect(status).toBe(400);
    expect(body.type).toBe("urn:heartbridge:problem:invalid-request");
    expect(body.errors).toEqual([{ path, message: expect.stringContaining(words) }]);
    expect(body.detail).toContain(path);
  });

  it("name all wrong parameters at once", async () => {
    const { body } = await door.ask("GET", "/v1/messages?limit=abc&urgency=purple&colour=red&from=yesterday");
    const paths = body.errors.map((error: { path: string }) => error.path);
    expect(paths.sort()).toEqual(["colour", "from", "limit", "urgency"]);
  });

  it("take a broken Last-Event-ID for what it is", async () => {
    const answer = await door.ask("GET", "/v1/feed/stream", { headers: { "last-event-id": "x" } });
    expect(answer.body.errors[0].path).toBe("last-event-id");
  });

  it.each([
    ["GET", "/v1/nothing-here"],
    ["POST", "/v1/messages/00000000-0000-0000-0000-000000000000/handling"],
    ["GET", "/v1/subscriptions"],
    ["POST", "/hooks/douyin"],
    ["DELETE", "/v1/messages"],
  ] as const)("%s %s is a 404 problem", async (method, url) => {
    const answer = await door.ask(method, url);
    expect(answer).toMatchObject({ status: 404, body: { type: "urn:heartbridge:problem:not-found" } });
  });

  it("with an address that is no address are problems too", async () => {
    expect(await door.ask("GET", "/v1/%zz")).toMatchObject({ status: 400 });
    expect((await door.ask("GET", `/v1/groups/${"x".repeat(201)}`)).status).toBe(414);
  });

  it("with a wrong body name the field", async () => {
    const purge = "/v1/admin/sources/county/purge";
    const wrong = await door.ask("POST", purge, { payload: { since: "yesterday" } });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ path: "since" }] } });
    const unknown = await door.ask("POST", purge, { payload: { sinse: null } });
    expect(unknown.body.errors[0].message).toContain("did you mean since?");
    const headers = { "content-type": "application/json" };
    const broken = await door.ask("POST", purge, { headers, payload: "{" });
    expect(broken).toMatchObject({ status: 400, body: { type: "urn:heartbridge:problem:malformed-request" } });
    const text = await door.ask("POST", purge, { headers: { "content-type": "text/plain" }, payload: "x" });
    expect(text).toMatchObject({ status: 415, body: { type: "urn:heartbridge:problem:unsupported-media-type" } });
    expect(door.done).toEqual([]);
  });
});

describe("faults of ours", () => {
  it("are told without the inside, and logged with the request's id", async () => {
    const door = await openDoor({
      intake: {
        accept: async () => {
          throw new Error("password hunter2 in /srv/secret");
        },
      },
    });
    const headers = { "content-type": "application/x-ndjson" };
    const answer = await door.ask("POST", "/v1/raw-posts", { headers, payload: "{}" });
    expect(answer).toMatchObject({ status: 500, body: { type: "urn:heartbridge:problem:internal" } });
    expect(answer.text).not.toContain("hunter2");
    const logged = door.log.map((line) => JSON.parse(line)).find(({ msg }) => msg === "request failed");
    expect(logged).toMatchObject({
      requestId: answer.body.requestId,
      err: { message: expect.stringContaining("hunter2") },
    });
    expect(answer.headers["x-request-id"]).toBe(answer.body.requestId);
  });

  it("of the queue are a 503 that may be tried again", async () => {
    const door = await openDoor({
      intake: {
        accept: async () => {
          throw new QueueUnavailable("no answer");
        },
      },
    });
    const headers = { "content-type": "application/x-ndjson" };
    const answer = await door.ask("POST", "/v1/raw-posts", { headers, payload: "{}" });
    expect(answer).toMatchObject({ status: 503, body: { type: "urn:heartbridge:problem:unavailable" } });
    expect(answer.headers["retry-after"]).toBe("5");
  });
});
