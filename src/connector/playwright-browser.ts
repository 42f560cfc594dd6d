import type { Browser, BrowserContext, Page } from "playwright";
import type { BrowserPage, BrowserPort } from "./browser.ts";
import { launchChromium } from "./chromium.ts";
import { Degraded, Misconfigured, type Payload, Retry, Throttled } from "./errors.ts";
import { judge } from "./judge.ts";
import { pageSign } from "./page-sign.ts";

/** What a source's browser is given. */
export interface BrowserOptions {
  /** The origins that may be asked, such as `https://example.org`; everything else is refused. */
  readonly origins: readonly string[];
  /** Called before each page and each click that loads one: keeps pace and robots.txt, and throws where a page is forbidden. */
  beforeOpen(url: string): Promise<void>;
  /** The Chromium to run; found by itself when absent. */
  readonly executable?: string;
  /** Longest time for a page's document to arrive, in seconds. */
  readonly maxSeconds?: number;
}

/** Platform sheet §3c: a page that takes longer is given up. */
const MAX_SECONDS = 45;

/** An idle browser costs some 150 MB; a poll comes every few minutes. */
const IDLE_MS = 30_000;

/** A page larger than this is no letter list. */
const MAX_CHARACTERS = 8_000_000;

/** Not needed to read a page. */
const BLOCKED = new Set(["image", "font", "media", "manifest", "texttrack", "eventsource", "ping"]);

/**
 * The browser of one source, on an installed Chromium that is started with the first page and ends when idle.
 * `close` ends it at once.
 */
export function createBrowser(options: BrowserOptions): BrowserPort & { close(): Promise<void> } {
  const origins = new Set(options.origins.map((origin) => new URL(origin).origin));
  const hosts = [...origins].map((origin) => new URL(origin).hostname);
  let browser: Promise<Browser> | null = null;
  let idle: NodeJS.Timeout | undefined;
  /** Answers in a row that asked for patience: a refusal that does not pass is told to an operator. */
  let refusals = 0;
  /** Resolves when the page before is closed. */
  let turn: Promise<void> = Promise.resolve();

  async function close(): Promise<void> {
    clearTimeout(idle);
    const present = browser;
    browser = null;
    await (await present?.catch(() => null))?.close();
  }

  async function running(): Promise<Browser> {
    clearTimeout(idle);
    const present = await browser?.catch(() => null);
    if (present?.isConnected()) return present;
    browser = launchChromium(hosts, options.executable);
    return browser;
  }

  return {
    close,
    async open(url, ready, maxSeconds) {
      requireOrigin(url, origins);
      const before = turn;
      let next = () => {};
      turn = new Promise((resolve) => {
        next = resolve;
      });
      await before;
      let ended = false;
      const end = () => {
        // A second close must not put the next page's browser to sleep.
        if (ended) return;
        ended = true;
        next();
        clearTimeout(idle);
        idle = setTimeout(() => void close(), IDLE_MS).unref();
      };
      let context: BrowserContext | null = null;
      try {
        await options.beforeOpen(url);
        context = await newContext(await running(), origins);
        const page = await context.newPage();
        const maxDocumentSeconds = options.maxSeconds ?? MAX_SECONDS;
        const status = await visit(page, url, { origins, maxSeconds: maxDocumentSeconds, refusals });
        refusals = 0;
        if (status !== 404 && status !== 410) await waitFor(page, url, ready, maxSeconds);
        return handOver(page, context, status, options, maxSeconds, end);
      } catch (error) {
        if (error instanceof Throttled) refusals++;
        await context?.close().catch(() => {});
        end();
        throw named(error, url);
      }
    },
  };
}

/** A fresh profile that reads text from the source's origins and nothing else. */
async function newContext(browser: Browser, origins: ReadonlySet<string>): Promise<BrowserContext> {
  const context = await browser.newContext({
    serviceWorkers: "block",
    acceptDownloads: false,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  await context.route("**/*", (route) => {
    const request = route.request();
    const allowed = !BLOCKED.has(request.resourceType()) && origins.has(originOf(request.url()));
    return allowed ? route.continue() : route.abort("blockedbyclient");
  });
  await context.routeWebSocket(/.*/, (socket) => socket.close());
  return context;
}

/** Loads the document. Redirects pass the route above unseen, so where they ended is looked at here. */
async function visit(
  page: Page,
  url: string,
  options: { origins: ReadonlySet<string>; maxSeconds: number; refusals: number },
): Promise<number> {
  const response = await page.goto(url, { waitUntil: "domcontentloaded", timeout: options.maxSeconds * 1000 });
  if (!options.origins.has(originOf(page.url()))) {
    throw new Degraded("foreign-redirect", `${url} leads to ${page.url()}, which is not the source's`);
  }
  if (response === null) throw new Retry(`${url} gave no document`);
  const status = response.status();
  const headers = response.headers();
  const contentType = headers["content-type"] ?? "";
  const body = await response.body().catch(() => new Uint8Array());
  const answer = { status, headers, body, contentType, url, notModified: false, receivedAt: new Date() };
  // What a status means is the same as for the HTTP client.
  const error = judge(answer, [404, 410], options.refusals);
  if (error instanceof Degraded) throw new Degraded(error.reason, error.message, await evidence(page, url));
  if (error !== null) throw error;
  return status;
}

async function waitFor(page: Page, url: string, ready: string, maxSeconds: number): Promise<void> {
  try {
    await page.waitForSelector(ready, { state: "attached", timeout: maxSeconds * 1000 });
  } catch (error) {
    if (!isTimeout(error)) throw error;
    const sign = pageSign(await page.content().catch(() => ""));
    const message = `${url} did not show "${ready}" within ${maxSeconds} s: ${sign?.message ?? "the page was laid out anew, or its script failed"}`;
    throw new Degraded(sign?.reason ?? "layout", message, await evidence(page, url));
  }
}

function handOver(
  page: Page,
  context: BrowserContext,
  status: number,
  options: BrowserOptions,
  maxSeconds: number,
  end: () => void,
): BrowserPage {
  const html = async () => {
    const text = await page.content();
    if (text.length > MAX_CHARACTERS) throw new Degraded("too-large", `${page.url()} has ${text.length} characters`);
    return text;
  };
  return {
    status,
    html,
    async clickAndSettle(selector, settled) {
      const first = page.locator(settled.selector).first();
      const before = await first.getAttribute(settled.attribute).catch(() => null);
      await options.beforeOpen(page.url());
      try {
        await page
          .locator(selector)
          .first()
          .click({ timeout: maxSeconds * 1000 });
        await page.waitForFunction(
          `(() => {
            const now = document.querySelector(${JSON.stringify(settled.selector)});
            return now !== null && now.getAttribute(${JSON.stringify(settled.attribute)}) !== ${JSON.stringify(before)};
          })()`,
          undefined,
          { timeout: maxSeconds * 1000 },
        );
      } catch (error) {
        if (!isTimeout(error)) throw named(error, page.url());
        const message = `${page.url()}: a click on "${selector}" did not bring new "${settled.selector}" within ${maxSeconds} s`;
        throw new Degraded("layout", message, await evidence(page, page.url()));
      }
    },
    async close() {
      await context.close().catch(() => {});
      end();
    },
  };
}

/** The page as it stands, with a picture of it at its end. */
async function evidence(page: Page, url: string): Promise<Payload | null> {
  try {
    const picture = await page.screenshot({ type: "jpeg", quality: 50, timeout: 5000 }).catch(() => null);
    const html = (await page.content()).slice(0, MAX_CHARACTERS);
    const image =
      picture === null ? "" : `\n<img alt="screenshot" src="data:image/jpeg;base64,${picture.toString("base64")}">\n`;
    return {
      kind: "page",
      url,
      request: {},
      contentType: "text/html; charset=utf-8",
      body: new TextEncoder().encode(html + image),
      collectedAt: new Date(),
    };
  } catch {
    // The page died with its browser: the error that brought us here tells more than a missing proof.
    return null;
  }
}

/** Errors of the kit pass; whatever else a browser raises (network, crash, time-out) may pass by itself. */
function named(error: unknown, url: string): Error {
  for (const kind of [Retry, Throttled, Degraded, Misconfigured]) if (error instanceof kind) return error;
  return new Retry(`${url}: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`);
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === "TimeoutError";
}

function requireOrigin(url: string, origins: ReadonlySet<string>): void {
  if (!origins.has(originOf(url))) {
    throw new Degraded("foreign-link", `${url} is not within the source's origins (${[...origins].join(", ")})`);
  }
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "";
}
