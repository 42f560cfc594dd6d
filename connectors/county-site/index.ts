/**
 * The mailbox on the county's own site: letters that citizens addressed to the county and that the site publishes, with
 * the offices' answers. The layout is configuration: three presets, single keys of which the setting `map` overrides.
 */
import { BoardCursor, boardStart, boardStartAt } from "../../src/connector/board.ts";
import { pollBoard } from "../../src/connector/board-poll.ts";
import { defineConnector } from "../../src/connector/connector.ts";
import { checkMailbox } from "./check.ts";
import { mailbox } from "./mailbox.ts";
import { parseDetail, parseList } from "./parse.ts";
import { originsOf, Settings } from "./settings.ts";

export const countySite = defineConnector<Settings, BoardCursor>({
  id: "county-site",
  about: "县长信箱 and other mailboxes of the county's site: published letters with the offices' answers",
  settings: Settings,
  cursor: BoardCursor,
  start: boardStart,
  startAt: boardStartAt,
  // Platform sheet §6: one request at a time, at least 2 s apart.
  pace: { minInterval: 2000, concurrency: 1, detailsPerHour: 60 },
  // A site that published no answer for two months loses points in the State Council office's inspection (sheet §4).
  quietHours: 60 * 24,
  origins: originsOf,
  kinds: { list: parseList, detail: parseDetail },

  /** Lists newest first; each letter by its page. A letter that a list carries whole shares the list's payload. */
  async *poll(context, cursor) {
    for await (const page of pollBoard(context, cursor, mailbox(context, cursor))) {
      yield { ...page, raw: [...new Set(page.raw)] };
    }
  },

  check: checkMailbox,
});
