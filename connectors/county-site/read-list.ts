import type { Reading } from "../../src/connector/board-poll.ts";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import { Degraded, Misconfigured, type Payload } from "../../src/connector/errors.ts";
import { loadHtml } from "../../src/connector/load-html.ts";
import { payloadOf } from "../../src/connector/payload.ts";
import { missingPlaceholders, pageAddress } from "./address.ts";
import type { BrowserLayout, Layout } from "./layout.ts";
import { rowPosts } from "./list.ts";
import { readList } from "./parse.ts";
import { placeholders, type Settings } from "./settings.ts";

/** A list page as received and read. */
export interface ListReading extends Reading {
  /** Rows that are no letters. */
  readonly notices: number;
  /** How many letters and pages the list says it has. */
  readonly total: number | null;
  readonly pages: number | null;
}

/** No mailbox of a county has more pages within the window; a list that never ends is cut here. */
const MAX_PAGES = 200;

/**
 * A list's pages, newest first, until the list ends.
 * @param since letters older than this are not wanted, so a drawn list is not clicked through further
 */
export async function* listReadings(
  context: ConnectorContext<Settings>,
  layout: Layout,
  entry: string,
  since: Date,
): AsyncGenerator<ListReading> {
  const seen = new Set<string>();
  let unread = 0;
  const source =
    layout.layout === "browser" ? drawnPages(context, layout, entry, since) : staticPages(context, layout, entry);
  for await (const payload of source) {
    const reading = readPage(payload, layout, context.source);
    const ids = reading.parsed.posts.map((post) => post.externalId);
    const repeated = ids.length > 0 && ids.every((id) => seen.has(id));
    for (const id of ids) seen.add(id);
    if (!repeated) unread += reading.parsed.dropped.length;
    const more = hasMore(reading, seen.size + unread);
    // Many sites answer a page after the last with the last; a page in the middle that repeats hides letters.
    if (repeated && more === true) {
      throw new Degraded("repeated-page", `${payload.url} shows the rows of the page before`, payload);
    }
    if (repeated) return;
    yield reading;
    if (more === false || ids.length === 0) return;
  }
}

/** Whether the list says that further pages follow; null where it says nothing. */
function hasMore({ pages, total, payload }: ListReading, rows: number): boolean | null {
  if (pages !== null) return Number(payload.request.page) < pages;
  return total === null ? null : rows < total;
}

/** One list page, read. */
export function readPage(payload: Payload, layout: Layout, source: string): ListReading {
  const page = readList(payload, layout);
  const { notices, total, pages } = page;
  return { payload, parsed: rowPosts(page, payload, source), notices, total, pages };
}

/** @throws Misconfigured before anything is asked, when the address needs a setting that is not there */
function addressOf(settings: Settings, layout: Layout, entry: string, number: number): string {
  const address = pageAddress(entry, layout, settings.baseUrl, number, placeholders(settings));
  const missing = missingPlaceholders(address)[0];
  if (missing === undefined) return address;
  const key = missing === "siteId" || missing === "appId" ? missing : "lists";
  throw new Misconfigured(key, `the list's address needs a value for {${missing}}: set settings.${key}`);
}

async function* staticPages(
  context: ConnectorContext<Settings>,
  layout: Exclude<Layout, BrowserLayout>,
  entry: string,
): AsyncGenerator<Payload> {
  for (let page = 0; page < MAX_PAGES; page++) {
    const address = addressOf(context.settings, layout, entry, layout.list.first + page);
    const response = await context.http.request(address);
    yield payloadOf("list", response, { page: String(page + 1) });
  }
}

/**
 * Pages that a script draws. Only one page of the browser may be open, and the reader opens letters between two pages
 * of the list: so the first page stands alone, and all further ones are clicked through and kept at once when they are
 * asked for.
 */
async function* drawnPages(
  context: ConnectorContext<Settings>,
  layout: BrowserLayout,
  entry: string,
  since: Date,
): AsyncGenerator<Payload> {
  const first = await clickThrough(context, layout, entry, () => false);
  yield* first.payloads;
  if (!first.more) return;
  const rest = await clickThrough(context, layout, entry, (payload) => {
    const { posts } = readPage(payload, layout, context.source).parsed;
    return posts.some((post) => Date.parse(post.postedAt) >= since.getTime());
  });
  yield* rest.payloads.slice(1);
}

/** Opens the list and clicks on while `goOn` says so. */
async function clickThrough(
  context: ConnectorContext<Settings>,
  layout: BrowserLayout,
  entry: string,
  goOn: (payload: Payload) => boolean,
): Promise<{ payloads: Payload[]; more: boolean }> {
  const url = addressOf(context.settings, layout, entry, 1);
  const page = await context.browser.open(url, layout.ready, layout.readySeconds);
  try {
    const payloads: Payload[] = [];
    for (;;) {
      const html = await page.html();
      const payload: Payload = {
        kind: "list",
        url,
        request: { page: String(payloads.length + 1) },
        contentType: "text/html; charset=utf-8",
        body: new TextEncoder().encode(html),
        collectedAt: context.now(),
      };
      payloads.push(payload);
      const more = hasNext(html, layout);
      if (!more || payloads.length >= MAX_PAGES || !goOn(payload)) return { payloads, more };
      await page.clickAndSettle(layout.list.next, layout.list.settle);
    }
  } finally {
    await page.close();
  }
}

function hasNext(html: string, layout: BrowserLayout): boolean {
  return (loadHtml(html)?.(layout.list.next).length ?? 0) > 0;
}
