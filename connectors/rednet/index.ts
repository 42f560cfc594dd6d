/**
 * 红网 (百姓呼声, 问政湖南): what citizens of the county write on Hunan's provincial news site, read from the interface
 * that the site's own public pages use. The county's office has an account there and asks the site for its consent.
 */
import { BoardCursor, boardStart, boardStartAt } from "../../src/connector/board.ts";
import { type Board, pollBoard, type Reading } from "../../src/connector/board-poll.ts";
import { boardPolicy } from "../../src/connector/board-settings.ts";
import { checkBoard } from "../../src/connector/check-board.ts";
import { type CheckLine, type ConnectorContext, defineConnector } from "../../src/connector/connector.ts";
import { payloadOf } from "../../src/connector/payload.ts";
import { RawPost } from "../../src/record/raw-post.ts";
import { utc } from "../../src/record/time.ts";
import { resolveArea } from "./area.ts";
import { parseDetail } from "./detail.ts";
import { parseList } from "./list.ts";
import { pageUrl, siteIdOf } from "./row.ts";
import { Settings } from "./settings.ts";

/** Rows asked for with one page. */
const ROWS = 20;
/** Messages written, or answered, within this time are compared at every complete walk (platform sheet §6). */
const WINDOW_DAYS = 14;

type Context = ConnectorContext<Settings>;

export const rednet = defineConnector<Settings, BoardCursor>({
  id: "rednet",
  about: "红网 百姓呼声 and 问政湖南: messages about the county, with the offices' answers",
  settings: Settings,
  cursor: BoardCursor,
  start: boardStart,
  startAt: boardStartAt,
  pace: { minInterval: 3000, concurrency: 1, detailsPerHour: 60 },
  quietHours: 14 * 24,
  origins: ({ baseUrl, pageUrl }) => [new URL(baseUrl).origin, new URL(pageUrl).origin],
  kinds: { list: parseList, detail: parseDetail },
  poll: (context, cursor) => pollBoard(context, cursor, board(context)),
  check,
});

/** Newest messages first; then newest answers first, because an old message with a new answer never returns to page 1. */
function board(context: Context): Board {
  const { settings, source } = context;
  return {
    sweeps: [
      { complete: true, pages: () => pages(context, "") },
      { complete: false, pages: () => pages(context, "3") },
    ],
    detail: (externalId) => detail(context, externalId),
    facts: () => ({}),
    withdrawn: (externalId, postedAt, collectedAt) =>
      RawPost.parse({
        connector: "rednet",
        source,
        externalId,
        channel: "board",
        url: pageUrl(externalId, settings),
        text: "",
        postedAt,
        collectedAt: utc(collectedAt),
        withdrawn: true,
      }),
    policy: boardPolicy(settings, WINDOW_DAYS),
  };
}

async function* pages(context: Context, isReply: "" | "3"): AsyncGenerator<Reading> {
  const area = await resolveArea(context);
  for (let page = 1; ; page++) {
    // page_num is the size of a page, not its number (platform sheet §8.1).
    const asked = {
      page: String(page),
      page_num: String(ROWS),
      is_reply: isReply,
      city_id: `${area.id.slice(0, 4)}00`,
      area_id: area.id,
    };
    const json = { ...asked, page, page_num: ROWS, ...(context.settings.column === "wz" ? { ready: "1" } : {}) };
    const response = await context.http.request(address(context, "/front/msg/index"), { json });
    const payload = payloadOf("list", response, asked);
    const parsed = parseList(payload, context);
    yield { payload, parsed };
    // Notices and foreign rows are not counted, so only a page without any row of ours ends the list.
    if (parsed.posts.length + parsed.dropped.length === 0) return;
  }
}

async function detail(context: Context, externalId: string): Promise<Reading> {
  const id = siteIdOf(externalId, context.settings);
  const url = address(context, `/front/msg/detail?id=${encodeURIComponent(id)}`);
  const payload = payloadOf("detail", await context.http.request(url, { detail: true }), { id: externalId });
  return { payload, parsed: parseDetail(payload, context) };
}

async function* check(context: Context): AsyncGenerator<CheckLine> {
  const question = "the site knows the county";
  const area = await resolveArea(context).catch((error: unknown) => error as Error);
  if (area instanceof Error) yield { ok: false, question, answer: area.message };
  else yield { ok: true, question, answer: `area ${area.id}, from ${area.from}` };
  yield* checkBoard(context, board(context));
}

function address(context: Context, path: string): string {
  return context.settings.baseUrl.replace(/\/$/, "") + path;
}
