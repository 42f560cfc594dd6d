/**
 * Weibo (微博): posts and comments that @ the county's own account, and comments it received, through the official open
 * API v2 with that account's own authorisation. One account may ask 100 times a day: the free counters say when.
 */
import { defineConnector } from "../../src/connector/connector.ts";
import { knownToken } from "./account.ts";
import { checkWeibo } from "./check.ts";
import { start, startAt, WeiboCursor } from "./cursor.ts";
import { dueLists, readList } from "./lists.ts";
import { parsePage } from "./parse.ts";
import { findWithdrawn, repairAnswers } from "./revisit.ts";
import { beginRun, pageOf, unlessRefused } from "./run.ts";
import { apiBase, remindBase, WeiboSettings } from "./settings.ts";

export const weibo = defineConnector<WeiboSettings, WeiboCursor>({
  id: "weibo",
  about: "Weibo (微博): posts that @ the county's account and comments that it received, by the official API",
  settings: WeiboSettings,
  cursor: WeiboCursor,
  start,
  startAt,
  pace: { minInterval: 1000, concurrency: 1, detailsPerHour: 20 },
  quietHours: 24 * 14,
  origins: (settings) => [...new Set([apiBase(settings), remindBase(settings)].map((base) => new URL(base).origin))],
  kinds: { mentions: parsePage, comments: parsePage },

  async *poll(context, cursor) {
    const run = await beginRun(context, cursor, await knownToken(context, cursor));
    for (const list of dueLists(run)) yield* unlessRefused(run, readList(run, list));
    yield* unlessRefused(run, repairAnswers(run));
    yield* unlessRefused(run, findWithdrawn(run));
    // Counters and the token's end are worth remembering even where no list was read.
    if (JSON.stringify(run.cursor) !== run.sent) yield pageOf(run, [], []);
    if (run.refusals[0] !== undefined) throw run.refusals[0];
  },

  check: checkWeibo,
});
