import { decode } from "../../src/connector/charset.ts";
import type { Parse, ParseContext } from "../../src/connector/connector.ts";
import type { Payload } from "../../src/connector/errors.ts";
import { nodesText } from "../../src/connector/html-text.ts";
import { loadHtml } from "../../src/connector/load-html.ts";
import { pageSign } from "../../src/connector/page-sign.ts";
import { collectPosts, problem } from "../../src/connector/parsed.ts";
import { Field } from "../../src/connector/read.ts";
import { readTime } from "../../src/connector/read-time.ts";
import { utc } from "../../src/record/time.ts";
import { known } from "./facts.ts";
import { officialOf, replyOf, threadUrl } from "./row.ts";
import type { Settings } from "./settings.ts";

/**
 * Where a thread's page shows what: today's list page and the page before it (platform sheet §2). Nobody confirmed them
 * for today's thread page; `check` tells whether they fit.
 */
const SELECTORS = {
  title: ".tabList h1, .context-title-text",
  text: "p.replyContent span, p.zoom.content",
  time: ".headMainS p, h3.grey2 span",
  status: ".tabList p",
};

/** A selector that a drawn thread page shows. */
export const READY = `${SELECTORS.text}, .noData`;

/** Whether a detail payload is the page for people and not the interface's JSON. */
export function isPage(payload: Payload): boolean {
  return payload.contentType.includes("html") && payload.request.tid !== undefined;
}

/** A thread's page, opened by a browser. Answers are not read from it: those of the list stand. */
export const parsePage: Parse<Settings> = (payload: Payload, context: ParseContext<Settings>) => {
  const html = decode(payload.body, payload.contentType).text;
  const sign = pageSign(html);
  if (sign !== null) return problem(sign.reason, sign.message);
  const $ = loadHtml(html);
  if ($ === null) return problem("too-deep", "the page is nested too deep to be a thread's");
  const shown = (key: keyof typeof SELECTORS) =>
    new Field(nodesText($(SELECTORS[key]).first().toArray()) || undefined, SELECTORS[key]);
  const { collectedAt, request } = payload;
  const tid = request.tid ?? "";
  return collectPosts(
    [tid],
    () => {
      const stamp = /\d{4}-\d\d?-\d\d?(?:\s+\d\d?:\d\d(?::\d\d)?)?/.exec(shown("time").string())?.[0];
      const time = readTime(new Field(request.postedAt ?? stamp, SELECTORS.time), collectedAt);
      const facts = new Field(parseOr(request.official));
      const replies = facts.at("replies").listOrEmpty();
      const listed = replies.map((reply) => ({
        ...replyOf(
          { id: reply.at("externalId"), at: new Field(null), by: reply.at("by"), text: reply.at("text") },
          collectedAt,
        ),
        at: reply.at("at").stringOrNull(),
      }));
      return {
        ...known(payload),
        connector: "provincial-board",
        source: context.source,
        externalId: tid,
        channel: "board",
        url: threadUrl(context.settings.baseUrl, tid),
        title: shown("title").string(),
        text: shown("text").string(),
        author: { externalId: request.userId ?? null, displayName: request.displayName ?? null },
        postedAt: time.at,
        postedAtPrecision: time.precision,
        collectedAt: utc(collectedAt),
        official: officialOf(facts.at("statusText").present ? facts.at("statusText") : shown("status"), listed),
      };
    },
    () => tid,
  );
};

function parseOr(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
