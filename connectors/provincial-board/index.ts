/**
 * The leaders' message board of people.com.cn as Hunan uses it: what citizens write to the county's party secretary,
 * read from the board's public list, with the site's consent also from its signed detail interface.
 */
import { BoardCursor, boardStart, boardStartAt } from "../../src/connector/board.ts";
import { type Board, pollBoard, type Reading } from "../../src/connector/board-poll.ts";
import { boardPolicy } from "../../src/connector/board-settings.ts";
import { checkBoard } from "../../src/connector/check-board.ts";
import { type ConnectorContext, defineConnector } from "../../src/connector/connector.ts";
import { Throttled } from "../../src/connector/errors.ts";
import { payloadOf } from "../../src/connector/payload.ts";
import { RawPost } from "../../src/record/raw-post.ts";
import { utc } from "../../src/record/time.ts";
import { parseDetail } from "./detail.ts";
import { READY } from "./detail-page.ts";
import { factsOf } from "./facts.ts";
import { parseList } from "./list.ts";
import { threadUrl } from "./row.ts";
import { Settings } from "./settings.ts";
import { sign } from "./sign.ts";

const LISTS = { front: "/pro-dfbbs-front/threads/queryThreadsList", classic: "/threads/queryThreadsList" };
const DETAIL = "/v1/threads/content";
/** A page that is shorter ends the list (platform sheet §2). */
const ROWS = 10;
/** Threads show after approval, days late and below newer ones (platform sheet §8.1). */
const WINDOW_DAYS = 30;

type Context = ConnectorContext<Settings>;

export const provincialBoard = defineConnector<Settings, BoardCursor>({
  id: "provincial-board",
  about: "领导留言板 of people.com.cn: messages to the county's party secretary, with the offices' answers",
  settings: Settings,
  cursor: BoardCursor,
  start: boardStart,
  startAt: boardStartAt,
  pace: { minInterval: 3000, concurrency: 1, detailsPerHour: 60 },
  quietHours: 14 * 24,
  origins: (settings) => [new URL(settings.baseUrl).origin],
  kinds: { list: parseList, detail: parseDetail },
  poll: (context, cursor) => pollBoard(context, cursor, board(context)),
  check: (context) => checkBoard(context, board(context)),
});

function board(context: Context): Board {
  const { settings, source } = context;
  return {
    sweeps: [{ complete: true, pages: () => pages(context) }],
    detail:
      settings.detail === "none"
        ? null
        : (tid, facts) => (settings.detail === "api" ? byApi : byBrowser)(context, tid, facts),
    facts: factsOf,
    withdrawn: (externalId, postedAt, collectedAt) =>
      RawPost.parse({
        connector: "provincial-board",
        source,
        externalId,
        channel: "board",
        url: threadUrl(settings.baseUrl, externalId),
        text: "",
        postedAt,
        collectedAt: utc(collectedAt),
        withdrawn: true,
      }),
    policy: boardPolicy(settings, WINDOW_DAYS),
  };
}

/** The board's list, newest first, by the last thread of the page before; state 1 is all of them. */
async function* pages(context: Context): AsyncGenerator<Reading> {
  let lastItem = "0";
  for (;;) {
    const form = {
      fid: context.settings.forumId,
      lastItem,
      ...(context.settings.list === "front" ? { pageSize: "10" } : { state: "1" }),
    };
    const response = await context.http.request(address(context, LISTS[context.settings.list]), { form });
    // An empty answer with status 200 is this board's way to refuse (platform sheet §7), not an empty list.
    if (response.body.length === 0) throw throttled(response.receivedAt);
    const payload = payloadOf("list", response, form);
    const parsed = parseList(payload, context);
    yield { payload, parsed };
    const last = parsed.posts.at(-1)?.externalId;
    if (parsed.posts.length + parsed.dropped.length < ROWS || last === undefined) return;
    lastItem = last;
  }
}

async function byApi(context: Context, tid: string, facts: Readonly<Record<string, string>>): Promise<Reading> {
  const envelope = sign(DETAIL, { tid: Number(tid), fromTrash: 0 }, context.settings);
  const response = await context.http.request(address(context, DETAIL), {
    json: envelope,
    headers: { token: "" },
    detail: true,
  });
  if (response.body.length === 0) throw throttled(response.receivedAt);
  const payload = payloadOf("detail", response, { ...facts, tid });
  return { payload, parsed: parseDetail(payload, context) };
}

async function byBrowser(context: Context, tid: string, facts: Readonly<Record<string, string>>): Promise<Reading> {
  const url = threadUrl(context.settings.baseUrl, tid);
  const page = await context.browser.open(url, READY, 20);
  try {
    const body = new TextEncoder().encode(await page.html());
    const payload = {
      kind: "detail",
      url,
      request: { ...facts, tid },
      contentType: "text/html; charset=utf-8",
      body,
      collectedAt: context.now(),
    };
    return { payload, parsed: parseDetail(payload, context) };
  } finally {
    await page.close();
  }
}

function address(context: Context, path: string): string {
  return context.settings.baseUrl.replace(/\/$/, "") + path;
}

function throttled(receivedAt: Date): Throttled {
  return new Throttled(
    new Date(receivedAt.getTime() + 60_000),
    "the board answered with an empty body: it asks for patience",
  );
}
