import type { Reading } from "../../src/connector/board-poll.ts";
import type { ConnectorContext, Parsed } from "../../src/connector/connector.ts";
import type { Payload } from "../../src/connector/errors.ts";
import { loadHtml } from "../../src/connector/load-html.ts";
import { problem } from "../../src/connector/parsed.ts";
import { payloadOf } from "../../src/connector/payload.ts";
import type { BrowserLayout, Layout } from "./layout.ts";
import { parseDetailAs } from "./parse.ts";
import type { Settings } from "./settings.ts";

const GONE: Parsed = problem("gone", "the letter's page is not there any more");

/**
 * Reads a letter's page.
 * @param facts what the list told, its address `url` among it
 * @returns the post, or the problem `gone` where the site answers that the letter is not there
 */
export async function readDetail(
  context: ConnectorContext<Settings>,
  layout: Layout,
  id: string,
  facts: Readonly<Record<string, string>>,
): Promise<Reading> {
  const { url, ...request } = facts;
  if (url === undefined) return withoutPage(context, id, request);
  if (layout.layout === "browser") return drawnDetail(context, layout, url, request);
  const response = await context.http.request(url, { detail: true, accept: [404, 410] });
  const payload = payloadOf("detail", response, request);
  const gone = response.status === 404 || response.status === 410;
  return { payload, parsed: gone ? GONE : parseDetailAs(layout, payload, context.source) };
}

async function drawnDetail(
  context: ConnectorContext<Settings>,
  layout: BrowserLayout,
  url: string,
  request: Readonly<Record<string, string>>,
): Promise<Reading> {
  const { ready, gone } = layout.detail;
  const page = await context.browser.open(url, `${ready}, ${gone}`, layout.readySeconds);
  try {
    const html = await page.html();
    const payload: Payload = {
      kind: "detail",
      url,
      request,
      contentType: "text/html; charset=utf-8",
      body: new TextEncoder().encode(html),
      collectedAt: context.now(),
    };
    const missing = page.status === 404 || page.status === 410 || (loadHtml(html)?.(gone).length ?? 0) > 0;
    return { payload, parsed: missing ? GONE : parseDetailAs(layout, payload, context.source) };
  } finally {
    await page.close();
  }
}

/** A letter that stood whole in a list and has no page: that the list dropped it is all that can be known. */
function withoutPage(
  context: ConnectorContext<Settings>,
  id: string,
  request: Readonly<Record<string, string>>,
): Reading {
  const { baseUrl } = context.settings;
  const empty = { contentType: "", body: new Uint8Array(), collectedAt: context.now() };
  return { payload: { kind: "detail", url: baseUrl, request: { ...request, id }, ...empty }, parsed: GONE };
}
