import { describe, expect, it } from "vitest";
import { PERMISSIONS, type Permission } from "../../src/config/api-token.ts";
import { created, message } from "./builders.ts";
import { openDoor, token } from "./door.ts";

const { id } = message(1);
/** Every route of the door, and the permission that the contract names for it. */
const ROUTES: readonly (readonly ["GET" | "POST" | "DELETE", string, Permission | null])[] = [
  ["GET", "/livez", null],
  ["GET", "/readyz", null],
  ["GET", "/openapi.json", null],
  ["GET", "/metrics", "admin"],
  ["GET", "/v1/messages", "messages:read"],
  ["GET", `/v1/messages/${id}`, "messages:read"],
  ["GET", `/v1/messages/${id}/revisions`, "messages:read"],
  ["GET", `/v1/messages/${id}/original`, "original:read"],
  ["GET", "/v1/groups/group-1", "messages:read"],
  ["GET", "/v1/feed", "messages:read"],
  ["GET", "/v1/feed/stream?after=x", "messages:read"],
  ["GET", "/v1/report", "messages:read"],
  ["POST", "/v1/raw-posts", "raw-posts:write"],
  ["GET", "/v1/raw-posts/batches?id=a", "raw-posts:write"],
  ["GET", "/v1/admin/sources", "admin"],
  ["POST", "/v1/admin/sources/county/pause", "admin"],
  ["POST", "/v1/admin/sources/county/resume", "admin"],
  ["POST", "/v1/admin/sources/county/poll", "admin"],
  ["POST", "/v1/admin/sources/county/backfill", "admin"],
  ["POST", "/v1/admin/sources/county/purge", "admin"],
  ["POST", "/v1/admin/sources/county/check", "admin"],
  ["POST", "/v1/admin/sources/county/preview", "admin"],
  ["GET", "/v1/admin/queues", "admin"],
  ["GET", "/v1/admin/dead", "admin"],
  ["GET", "/v1/admin/dead/dead-9", "admin"],
  ["DELETE", "/v1/admin/dead/dead-9", "admin"],
  ["POST", "/v1/admin/dead/dead-1/replay", "admin"],
  ["GET", "/v1/admin/audit", "admin"],
  ["GET", "/v1/admin/status", "admin"],
  ["DELETE", `/v1/messages/${id}`, "erase"],
];

describe("with tokens", async () => {
  const all = PERMISSIONS.map((permission) => token(permission, permission));
  const door = await openDoor({ tokens: all });
  door.store.append(created(message(1)));

  it.each(ROUTES)("%s %s asks for its own permission and no other", async (method, url, needed) => {
    const bare = await door.ask(method, url);
    if (needed === null) {
      expect(bare.status).toBe(200);
      return;
    }
    expect(bare).toMatchObject({ status: 401, body: { type: "urn:heartbridge:problem:unauthorized" } });
    expect(bare.headers["www-authenticate"]).toBe('Bearer realm="heartbridge"');
    for (const { permissions, bearer } of all) {
      const answer = await door.ask(method, url, { headers: { authorization: bearer } });
      if (permissions[0] === needed) {
        expect([401, 403]).not.toContain(answer.status);
      } else {
        expect(answer).toMatchObject({ status: 403, body: { type: "urn:heartbridge:problem:forbidden" } });
        expect(answer.body.detail).toContain(needed);
        expect(answer.headers["www-authenticate"]).toContain(`scope="${needed}"`);
      }
    }
  });

  it("knows every route that openapi.json has", async () => {
    const { paths } = (await door.ask("GET", "/openapi.json")).body;
    const documented = Object.entries(paths as Record<string, Record<string, { "x-permission"?: string }>>).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, { "x-permission": needs }]) => `${method} ${path} ${needs ?? null}`),
    );
    const listed = ROUTES.map(([method, url, needs]) => {
      const path = url
        .split("?", 1)[0]
        ?.replace(id, "{id}")
        .replace("group-1", "{id}")
        .replace(/dead-\d/, "{id}");
      return `${method.toLowerCase()} ${path?.replace("/county/", "/{name}/")} ${needs}`;
    });
    expect(listed.sort()).toEqual(documented.sort());
  });

  it.each(["Bearer secret-of-nobody", "Bearer", "Basic c2VjcmV0", "secret-of-admin", "Bearer a b"])(
    "refuses %s",
    async (authorization) => {
      const answer = await door.ask("GET", "/v1/admin/status", { headers: { authorization } });
      expect(answer.status).toBe(401);
      expect(answer.headers["www-authenticate"]).toContain("Bearer");
    },
  );

  it("names the token in audit lines and logs, and never shows its secret", async () => {
    const desk = token("desk", "messages:read", "original:read");
    const door = await openDoor({ tokens: [desk] });
    door.store.append(created(message(1)));
    const sealed = Buffer.from('{"title":null,"text":"x","author":null}');
    door.store.originals.set(id, { messageId: id, revision: 1, recordedAt: "2026-03-01T00:00:00.000Z", sealed });
    const headers = { authorization: desk.bearer };
    expect((await door.ask("GET", `/v1/messages/${id}/original`, { headers })).status).toBe(200);
    expect((await door.ask("GET", "/v1/messages?q=%E7%A7%98%E5%AF%86", { headers })).status).toBe(200);
    expect((await door.ask("GET", "/v1/messages", { headers: { authorization: "Bearer wrong-secret" } })).status).toBe(
      401,
    );
    expect(door.store.lines[0]).toMatchObject({ actor: "desk", action: "original.read" });
    const log = door.log.join("");
    expect(log).toContain('"actor":"desk"');
    expect(log).toContain("/v1/messages?q=…");
    for (const secret of ["secret-of-desk", "wrong-secret", "秘密", "%E7%A7%98"]) expect(log).not.toContain(secret);
  });

  it("reads no body before the token is checked", async () => {
    const headers = { "content-type": "application/x-ndjson" };
    const answer = await door.ask("POST", "/v1/raw-posts", { headers, payload: "x".repeat(33 * 1024 * 1024) });
    expect(answer.status).toBe(401);
  });
});

describe("without tokens", async () => {
  const door = await openDoor();
  it("everything is allowed on loopback", async () => {
    expect((await door.ask("GET", "/v1/admin/status")).status).toBe(200);
    expect((await door.ask("GET", "/livez", { remoteAddress: "::1" })).status).toBe(200);
    expect((await door.ask("GET", "/livez", { remoteAddress: "::ffff:127.0.0.1" })).status).toBe(200);
  });

  it.each(["10.0.0.7", "2001:db8::1", "::ffff:10.0.0.7"])("nothing is answered to %s", async (remoteAddress) => {
    for (const path of ["/v1/messages", "/livez", "/nothing"]) {
      const answer = await door.ask("GET", path, { remoteAddress }).catch(() => null);
      expect(answer?.status ?? 403).toBe(403);
    }
    const answer = await door.ask("GET", "/v1/messages", { remoteAddress });
    expect(answer.body.type).toBe("urn:heartbridge:problem:local-only");
  });

  it("a name that was rebound to loopback is refused", async () => {
    for (const host of ["evil.example", "localhost.evil.example:8420", "127.0.0.1.evil.example", "10.0.0.1"]) {
      expect((await door.ask("GET", "/v1/messages", { headers: { host } })).status).toBe(403);
    }
    for (const host of ["localhost:8420", "LOCALHOST", "127.0.0.1:80", "[::1]:8420"]) {
      expect((await door.ask("GET", "/v1/messages", { headers: { host } })).status).toBe(200);
    }
  });

  it("a page of another origin is refused", async () => {
    const pause = "/v1/admin/sources/county/pause";
    const from = (origin: string) => door.ask("POST", pause, { headers: { host: "localhost:8420", origin } });
    expect((await from("https://evil.example")).status).toBe(403);
    expect((await from("null")).status).toBe(403);
    expect((await from("http://localhost:8420")).status).toBe(200);
    expect(door.done).toEqual(["pause"]);
  });
});

it("every answer carries the security headers", async () => {
  const door = await openDoor();
  for (const path of ["/v1/messages", "/livez", "/v1/nothing", "/v1/messages?limit=x"]) {
    const { headers } = await door.ask("GET", path);
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "cache-control": "no-store" });
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  }
});
