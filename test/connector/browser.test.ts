import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../../src/connector/chromium.ts";
import { Degraded, Retry } from "../../src/connector/errors.ts";
import { createBrowser } from "../../src/connector/playwright-browser.ts";
import { CHROMIUM, chromiumVerdict } from "./chromium-here.ts";

/** A page whose script draws rows after 150 ms; "next" replaces them. */
const DRAWN = `<!doctype html><meta charset="utf-8"><title>信件</title><ul class="letters"></ul>
<img src="/picture.png"><a class="next" href="javascript:;">下一页</a>
<script>
  const draw = (id) => { document.querySelector("ul").innerHTML = '<li data-id="' + id + '">信件 ' + id + '</li>'; };
  setTimeout(() => draw("a"), 150);
  document.querySelector(".next").addEventListener("click", () => setTimeout(() => draw("b"), 150));
</script>`;

let server: Server;
let origin = "";
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? "/";
    asked.push(path);
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    if (path === "/challenge") response.statusCode = 412;
    if (path === "/gone") response.statusCode = 404;
    if (path === "/burst") response.statusCode = 502;
    if (path === "/away") {
      response.writeHead(302, { Location: `http://localhost:${(server.address() as AddressInfo).port}/elsewhere` });
    }
    response.end(path === "/empty" ? "<p>正在加载</p>" : DRAWN);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

it(chromiumVerdict.title, () => {
  expect(chromiumVerdict.problem).toBeNull();
});

describe("without Chromium", () => {
  it("a source drawn by scripts says what is missing and how to mend it", async () => {
    const browser = createBrowser({ origins: [origin], beforeOpen: async () => {}, executable: "/nowhere/chromium" });
    const error = await browser.open(`${origin}/`, "li", 5).catch((reason) => reason);
    expect(error).toBeInstanceOf(Degraded);
    expect(error.reason).toBe("browser-missing");
    expect(error.message).toMatch(/apt-get install chromium.*HEARTBRIDGE_CHROMIUM/);
  });

  it("a path in HEARTBRIDGE_CHROMIUM that cannot be run is not replaced by another browser", () => {
    expect(findChromium(undefined, { HEARTBRIDGE_CHROMIUM: "/nowhere/chromium", PATH: "/usr/bin" })).toBeNull();
  });

  it("a page outside the source's origins is refused before anything starts", async () => {
    const browser = createBrowser({ origins: [origin], beforeOpen: async () => {} });
    await expect(browser.open("http://example.org/", "li", 5)).rejects.toMatchObject({ reason: "foreign-link" });
  });
});

describe.runIf(CHROMIUM !== null)("with Chromium", () => {
  const gate: string[] = [];
  const browser = () =>
    createBrowser({
      origins: [origin],
      beforeOpen: async (url) => {
        gate.push(url);
      },
    });
  let open: ReturnType<typeof browser>;
  beforeAll(() => {
    open = browser();
  });
  afterEach(() => {
    gate.length = 0;
    asked.length = 0;
  });
  afterAll(() => open.close());

  it("a list drawn by a script is read once it stands, and no picture is fetched", async () => {
    const page = await open.open(`${origin}/list`, "li[data-id]", 10);
    expect(page.status).toBe(200);
    expect(await page.html()).toContain('data-id="a"');
    await page.close();
    expect(asked).toEqual(["/list"]);
    expect(gate).toEqual([`${origin}/list`]);
  });

  it("a click on the next page waits for new rows and passes the gate like a page", async () => {
    const page = await open.open(`${origin}/list`, "li[data-id]", 10);
    await page.clickAndSettle(".next", { selector: "li[data-id]", attribute: "data-id" });
    expect(await page.html()).toContain('data-id="b"');
    await page.close();
    expect(gate).toHaveLength(2);
  });

  it("a second page waits until the first is closed", async () => {
    const first = await open.open(`${origin}/one`, "li", 10);
    let opened = false;
    const second = open.open(`${origin}/two`, "li", 10).then((page) => {
      opened = true;
      return page;
    });
    await first.html();
    expect(opened).toBe(false);
    expect(asked).not.toContain("/two");
    await first.close();
    await (await second).close();
    expect(asked).toContain("/two");
  });

  it("a page that is never drawn is degraded, with the page and its picture as proof", async () => {
    const error: Degraded = await open.open(`${origin}/empty`, "li", 0.5).catch((reason) => reason);
    expect(error).toMatchObject({ name: "Degraded", reason: "layout" });
    const proof = new TextDecoder().decode(error.page?.body);
    expect(proof).toContain("正在加载");
    expect(proof).toContain("data:image/jpeg;base64,");
  });

  it("a challenge is reported, a missing page is handed over, a burst of errors is tried again", async () => {
    await expect(open.open(`${origin}/challenge`, "li", 5)).rejects.toMatchObject({ reason: "js-challenge" });
    await expect(open.open(`${origin}/burst`, "li", 5)).rejects.toBeInstanceOf(Retry);
    const missing = await open.open(`${origin}/gone`, ".never", 5);
    expect(missing.status).toBe(404);
    await missing.close();
  });

  it("a redirect to another host reaches nobody", async () => {
    await expect(open.open(`${origin}/away`, "li", 5)).rejects.toThrow();
    expect(asked).not.toContain("/elsewhere");
  });

  it("a forbidden page is not asked for, and the browser goes on", async () => {
    const strict = createBrowser({
      origins: [origin],
      beforeOpen: async (url) => {
        if (url.endsWith("/secret")) throw new Degraded("robots", "Disallow: /secret");
      },
    });
    await expect(strict.open(`${origin}/secret`, "li", 5)).rejects.toMatchObject({ reason: "robots" });
    expect(asked).toEqual([]);
    const page = await strict.open(`${origin}/open`, "li", 5);
    await page.close();
    await strict.close();
  });

  it("a browser that was closed is started again with the next page", async () => {
    await open.close();
    const page = await open.open(`${origin}/again`, "li", 10);
    await page.close();
    expect(asked).toEqual(["/again"]);
  });
});
