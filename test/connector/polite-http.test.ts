import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { Degraded, Misconfigured, Retry, Throttled } from "../../src/connector/errors.ts";
import type { HttpOptions, RequestEvent } from "../../src/connector/polite-http.ts";
import { client, type LocalServer, type Routes, serve } from "./local-server.ts";

const servers: LocalServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function start(routes: Routes, options: Partial<HttpOptions> = {}) {
  const server = await serve(routes);
  servers.push(server);
  return { server, http: client([server.origin], options), url: (path: string) => server.origin + path };
}

const text = (body: string | Buffer, status = 200, headers: Record<string, string> = {}) =>
  ((_request, response) => response.writeHead(status, headers).end(body)) satisfies Routes[string];

describe("robots.txt", () => {
  it("is read once and the line that forbids is named", async () => {
    const { server, http, url } = await start({
      "/robots.txt": text("User-agent: *\nAllow: /open\nDisallow: /closed\n"),
      "/open": text("yes"),
    });
    expect((await http.request(url("/open"))).status).toBe(200);
    await http.request(url("/open"));
    const refused = http.request(url("/closed/letters?id=1"));
    await expect(refused).rejects.toThrow("/closed/letters is forbidden by line 3 of robots.txt: Disallow: /closed");
    await expect(refused).rejects.toMatchObject({ name: "Degraded", reason: "robots" });
    expect(server.asked).toEqual(["GET /robots.txt", "GET /open", "GET /open"]);
  });

  it("allows all when it is not there, and nothing when the server fails to give it", async () => {
    const absent = await start({ "/a": text("yes") });
    expect((await absent.http.request(absent.url("/a"))).status).toBe(200);
    const failing = await start({ "/robots.txt": text("", 500), "/a": text("yes") });
    await expect(failing.http.request(failing.url("/a"))).rejects.toBeInstanceOf(Retry);
    expect(failing.server.asked).not.toContain("GET /a");
  });

  it("holds for pages that a browser opens", async () => {
    const { http, url } = await start({ "/robots.txt": text("User-agent: Heartbridge\nDisallow: /") });
    await expect(http.beforeOpen(url("/list"))).rejects.toMatchObject({ reason: "robots" });
  });
});

describe("addresses", () => {
  it("that are private are refused unless the operator allows them", async () => {
    const { server, url } = await start({ "*": text("secret") });
    const { port } = new URL(server.origin);
    for (const origin of [
      server.origin,
      `http://localhost:${port}`,
      "http://169.254.169.254",
      "http://[::ffff:127.0.0.1]",
    ]) {
      const http = client([origin], { allowPrivate: ["10.0.0.1/32"] });
      await expect(http.request(`${origin}/`), origin).rejects.toBeInstanceOf(Misconfigured);
    }
    expect(server.asked).toEqual([]);
    expect((await client([server.origin]).request(url("/"))).status).toBe(200);
  });

  it("outside the source's origins are refused, and so is a redirect there", async () => {
    const foreign = await start({ "*": text("foreign") });
    const { http, url } = await start({ "/away": text("", 302, { location: foreign.url("/") }) });
    await expect(http.request(foreign.url("/"))).rejects.toMatchObject({ reason: "foreign-link" });
    await expect(http.request(url("/away"))).rejects.toMatchObject({ reason: "foreign-redirect" });
    expect(foreign.server.asked).toEqual([]);
  });

  it("are followed through redirects within the source, but not for ever and not past robots.txt", async () => {
    const { http, url } = await start({
      "/robots.txt": text("User-agent: *\nDisallow: /closed"),
      "/old": text("", 301, { location: "/new" }),
      "/new": text("here"),
      "/loop": text("", 302, { location: "/loop" }),
      "/sly": text("", 302, { location: "/closed" }),
    });
    expect((await http.request(url("/old"))).url).toBe(url("/new"));
    await expect(http.request(url("/loop"))).rejects.toMatchObject({ reason: "redirect-loop" });
    await expect(http.request(url("/sly"))).rejects.toMatchObject({ reason: "robots" });
  });

  it("of another origin never receive the headers, which may hold a token", async () => {
    const api = await start({ "/b": text("yes") });
    const { server } = await start({ "/a": text("", 302, { location: api.url("/b") }) });
    const http = client([server.origin, api.server.origin]);
    await http.request(`${server.origin}/a`, { headers: { token: "t-1" } });
    expect(server.requests.at(-1)?.headers.token).toBe("t-1");
    expect(api.server.requests.at(-1)?.headers.token).toBeUndefined();
  });
});

describe("limits", () => {
  it("end a compression bomb by its size after decompression", async () => {
    const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024));
    const { http, url } = await start({ "/bomb": text(bomb, 200, { "content-encoding": "gzip" }) });
    expect(bomb.length).toBeLessThan(100_000);
    await expect(http.request(url("/bomb"))).rejects.toMatchObject({ name: "Degraded", reason: "too-large" });
  });

  it("end a slow drip by its whole duration", async () => {
    const { http, url } = await start(
      {
        "/drip": (_request, response) => {
          const timer = setInterval(() => response.write("."), 20);
          response.on("close", () => clearInterval(timer));
        },
      },
      { timeout: 150 },
    );
    await expect(http.request(url("/drip"), { method: "POST" })).rejects.toThrow("no complete answer within 150 ms");
  });

  it("keep the least time between two requests", async () => {
    const { server, http, url } = await start(
      { "*": text("yes") },
      { pace: { minInterval: 60, concurrency: 1, detailsPerHour: 9 } },
    );
    const started = performance.now();
    await Promise.all([http.request(url("/1")), http.request(url("/2")), http.request(url("/3"))]);
    expect(performance.now() - started).toBeGreaterThanOrEqual(175);
    expect(server.asked).toHaveLength(4);
  });

  it("count detail pages by the hour", async () => {
    let now = Date.parse("2026-03-02T00:00:00Z");
    const pace = { minInterval: 0, concurrency: 1, detailsPerHour: 2 };
    const { http, url } = await start({ "*": text("yes") }, { pace, now: () => new Date(now) });
    await http.request(url("/1"), { detail: true });
    now += 60_000;
    await http.request(url("/2"), { detail: true });
    expect(http.detailsLeft()).toBe(0);
    await expect(http.request(url("/3"), { detail: true })).rejects.toMatchObject({
      until: new Date("2026-03-02T01:00:00Z"),
    });
    now += 3_540_000;
    expect(http.detailsLeft()).toBe(1);
  });
});

describe("a platform that refuses", () => {
  it("is left in peace until the moment it names, in seconds or as a date", async () => {
    const now = new Date("2026-03-02T00:00:00Z");
    const { server, http, url } = await start({ "/s": text("", 429, { "retry-after": "30" }) }, { now: () => now });
    await expect(http.request(url("/s"))).rejects.toMatchObject({
      name: "Throttled",
      until: new Date("2026-03-02T00:00:30Z"),
    });
    await expect(http.request(url("/s"))).rejects.toBeInstanceOf(Throttled);
    expect(server.asked).toEqual(["GET /robots.txt", "GET /s"]);
    const date = await start(
      { "/d": text("", 503, { "retry-after": "Mon, 02 Mar 2026 00:05:00 GMT" }) },
      { now: () => now },
    );
    await expect(date.http.request(date.url("/d"))).rejects.toMatchObject({ until: new Date("2026-03-02T00:05:00Z") });
  });

  it("without a Retry-After is given a minute, then two; a third 403 in a row is for an operator", async () => {
    let now = Date.parse("2026-03-02T00:00:00Z");
    const { http, url } = await start({ "/f": text("forbidden", 403) }, { now: () => new Date(now) });
    await expect(http.request(url("/f"))).rejects.toMatchObject({ until: new Date(now + 60_000) });
    now += 60_001;
    await expect(http.request(url("/f"))).rejects.toMatchObject({ until: new Date(now + 120_000) });
    now += 120_001;
    await expect(http.request(url("/f"))).rejects.toMatchObject({ reason: "refused", page: { kind: "page" } });
  });

  it.each([
    ["412 with 瑞数's script", text("<script>$_ts={}</script>", 412)],
    ["521 with 加速乐's cookie", text("", 521, { "set-cookie": "__jsluid_s=1" })],
    [
      "a challenge with status 200",
      text('<script>document.cookie="__jsl_clearance=1"</script>', 200, { "content-type": "text/html" }),
    ],
  ])("by %s degrades the source with the page as proof", async (_name, answer) => {
    const { server, http, url } = await start({ "/c": answer });
    const refused = http.request(url("/c?token=t-1"));
    await expect(refused).rejects.toMatchObject({ reason: "js-challenge", page: { url: url("/c") } });
    await expect(refused).rejects.toBeInstanceOf(Degraded);
    expect(server.asked.filter((request) => request.startsWith("GET /c"))).toHaveLength(1);
  });
});

describe("tries", () => {
  it("are three for a GET on a server's fault, and one for a POST", async () => {
    const { server, http, url } = await start({ "/e": text("", 500), "/p": text("", 500) });
    await expect(http.request(url("/e"))).rejects.toBeInstanceOf(Retry);
    await expect(http.request(url("/p"), { json: {} })).rejects.toBeInstanceOf(Retry);
    expect(server.asked.filter((request) => request === "GET /e")).toHaveLength(3);
    expect(server.asked.filter((request) => request === "POST /p")).toHaveLength(1);
  });

  it("go on after a connection that was reset within the body", async () => {
    let tries = 0;
    const { http, url } = await start({
      "/reset": (_request, response) => {
        if (++tries > 1) return void response.end("whole");
        response.writeHead(200, { "content-length": "100" }).write("half");
        setTimeout(() => response.destroy(), 10);
      },
    });
    expect(Buffer.from((await http.request(url("/reset"))).body).toString()).toBe("whole");
  });

  it("spend the budget each, and a spent budget is no failure", async () => {
    let left = 2;
    const again = new Date("2026-03-03T00:00:00Z");
    const budget = { take: async () => (left-- > 0 ? null : again) };
    const { http, url } = await start({ "*": text("yes") }, { budget });
    await http.request(url("/1"));
    await http.request(url("/free"), { free: true });
    await http.request(url("/2"));
    await expect(http.request(url("/3"))).rejects.toMatchObject({ name: "Throttled", until: again });
  });
});

describe("what is sent", () => {
  it("is honest about itself and tells no log what was asked for", async () => {
    const events: RequestEvent[] = [];
    const { server, http, url } = await start(
      { "*": text("yes") },
      { contact: "https://example.org/contact", onRequest: (event) => events.push(event) },
    );
    await http.request(url("/a?access_token=t-1"), { form: { fid: "1" } });
    expect(server.requests.at(-1)?.headers).toMatchObject({
      "user-agent": "Heartbridge/0.1 (+https://example.org/contact)",
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(events.at(-1)).toMatchObject({ method: "POST", path: "/a", status: 200, bytes: 3, attempt: 1 });
    expect(JSON.stringify(events)).not.toContain("t-1");
  });

  it("asks whether a page has changed, where the connector wants that", async () => {
    const { http, url } = await start(
      {
        "/list": (request, response) => {
          if (request.headers["if-none-match"] === '"v1"') return void response.writeHead(304).end();
          response.writeHead(200, { etag: '"v1"' }).end("rows");
        },
      },
      { validators: new Map() },
    );
    expect((await http.request(url("/list"), { conditional: true })).notModified).toBe(false);
    expect((await http.request(url("/list"), { conditional: true })).notModified).toBe(true);
    expect((await http.request(url("/list"))).notModified).toBe(false);
  });

  it("gives statuses to a connector that says it handles them, and names all others", async () => {
    const { http, url } = await start({ "/gone": text("", 410) });
    expect((await http.request(url("/gone"), { accept: [404, 410] })).status).toBe(410);
    await expect(http.request(url("/gone"))).rejects.toMatchObject({ reason: "http-status" });
  });
});
