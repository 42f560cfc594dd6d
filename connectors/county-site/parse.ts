import type { CheerioAPI } from "cheerio";
import { decode } from "../../src/connector/charset.ts";
import type { ParseContext, Parsed } from "../../src/connector/connector.ts";
import type { Payload } from "../../src/connector/errors.ts";
import { loadHtml } from "../../src/connector/load-html.ts";
import { pageSign } from "../../src/connector/page-sign.ts";
import { collectPosts, problem } from "../../src/connector/parsed.ts";
import { FieldError, Field as JsonField } from "../../src/connector/read.ts";
import { idInAddress } from "./address.ts";
import { letterRoot, readLetter } from "./detail.ts";
import type { Layout } from "./layout.ts";
import { presets } from "./layouts/index.ts";
import { type Letter, toPost } from "./letter.ts";
import { type ListPage, noList, rowPosts } from "./list.ts";
import { readHtmlList } from "./list-html.ts";
import { readJsonList } from "./list-json.ts";
import { layoutOf, type Settings } from "./settings.ts";

/** What a row of the list tells beside the letter's page; kept in the payload's `request`, so that a replay has it. */
export interface RowFacts {
  readonly id?: string;
  readonly title?: string;
  readonly status?: string;
  readonly kind?: string;
}

/** A saved list page → posts, partial where a row does not carry its letter (see `rowPosts`). */
export function parseList(payload: Payload, context: ParseContext<Settings>): Parsed {
  const page = readFirst(candidates(context.settings), (layout) => readList(payload, layout));
  return rowPosts(page, payload, context.source);
}

/** A letter's page → its post. The id comes from the row, else the address, else the letter's own number. */
export function parseDetail(payload: Payload, context: ParseContext<Settings>): Parsed {
  const $ = page(payload, null);
  if ($ === null) return noLetter($);
  const layout = candidates(context.settings).find((candidate) => letterRoot($, candidate).length > 0);
  if (layout === undefined) return noLetter($);
  return detailPost($, layout, payload, context.source);
}

/** A letter's page in a known layout. */
export function parseDetailAs(layout: Layout, payload: Payload, source: string): Parsed {
  const $ = page(payload, layout);
  if ($ === null || letterRoot($, layout).length === 0) return noLetter($);
  return detailPost($, layout, payload, source);
}

/** What a letter's page shows, field by field, for `check`; null when it holds none. */
export function lookAt(layout: Layout, payload: Payload): Letter | null {
  const $ = page(payload, layout);
  return $ === null ? null : readLetter($, layout, payload.url);
}

function detailPost($: CheerioAPI, layout: Layout, payload: Payload, source: string): Parsed {
  const letter = readLetter($, layout, payload.url);
  if (letter === null) return noLetter($);
  const facts: RowFacts = payload.request;
  const address = layout.layout === "table-gbk" ? layout.list.id : layout.detail.id;
  const id = facts.id ?? idInAddress(address, payload.url) ?? letter.fields.number;
  if (id === undefined) {
    const message = "neither the address nor a cell such as 信件编号 tells the letter's id";
    return { ...problemless, dropped: [{ externalId: null, reason: "missing-id", path: "number", message }] };
  }
  const row = { title: facts.title, status: facts.status, platformKind: facts.kind };
  const known = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
  const whole: Letter = { ...letter, fields: { ...known, ...letter.fields } };
  const url = /^https?:/.test(payload.url) ? payload.url : null;
  const parsed = collectPosts(
    [whole],
    (read) => toPost(read, { source, id, url, payload }, layout.mandatory),
    () => id,
  );
  // Every letter has these fields: a page without one was laid out anew.
  const missing = parsed.dropped.find((entry) => entry.reason === "missing-field");
  return missing === undefined ? parsed : problem("layout", missing.message);
}

const problemless: Parsed = { posts: [], dropped: [], problem: null };

/** Reads a list page in one layout. */
export function readList(payload: Payload, layout: Layout): ListPage {
  if (layout.layout !== "json-html") {
    const $ = page(payload, layout);
    return $ === null
      ? noList("too-deep", "the page is nested too deep to be a list")
      : readHtmlList($, layout, payload.url);
  }
  const { text } = decode(payload.body, payload.contentType);
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    const sign = pageSign(text);
    if (text.trim() === "") return noList("empty-body", "the answer has no body");
    return noList(sign?.reason ?? "not-json", sign?.message ?? "expected a list in JSON, found something else");
  }
  try {
    return readJsonList(new JsonField(root), layout, payload.url);
  } catch (error) {
    if (error instanceof FieldError) return noList("layout", error.message);
    throw error;
  }
}

/** What the source is set to comes first; a saved page without settings is held against every preset. */
function candidates(settings: Partial<Settings> | undefined): Layout[] {
  const { layout, map = {} } = settings ?? {};
  const configured = layout === undefined ? [] : [layoutOf({ layout, map })];
  return [...configured, ...Object.values(presets).filter((preset) => preset.layout !== layout)];
}

/** The first layout in which the page holds letters; else what the first that fits at all says. */
function readFirst(layouts: readonly Layout[], read: (layout: Layout) => ListPage): ListPage {
  const pages = layouts.map(read);
  return (
    pages.find((candidate) => candidate.rows.length > 0 || candidate.dropped.length > 0) ??
    pages.find((candidate) => candidate.problem === null) ??
    pages.find((candidate) => candidate.problem?.reason === "empty-list") ??
    (pages[0] as ListPage)
  );
}

function noLetter($: CheerioAPI | null): Parsed {
  if ($ === null) return problem("too-deep", "the page is nested too deep to be a letter's");
  const sign = pageSign($.html());
  return problem(sign?.reason ?? "layout", sign?.message ?? "the page holds no letter in a known layout");
}

/** Decodes and parses a page; null as for `loadHtml`. */
function page(payload: Payload, layout: Layout | null): CheerioAPI | null {
  const charset = layout?.layout === "table-gbk" ? layout.charset : null;
  const header = payload.contentType;
  // A header without charset: the layout's stands in for it; the kit verifies it against the bytes.
  const contentType = charset === null || /charset/i.test(header) ? header : `${header}; charset=${charset}`;
  return loadHtml(decode(payload.body, contentType).text);
}
