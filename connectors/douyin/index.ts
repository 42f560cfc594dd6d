/**
 * Douyin (抖音): comments and replies under the county's own videos, through the official open platform with that
 * account's own authorisation. There is no list of "comments to me": own videos are walked, then comments, then replies.
 */
import { defineConnector } from "../../src/connector/connector.ts";
import { checkDouyin } from "./check.ts";
import { base, Unexplained } from "./client.ts";
import { DouyinCursor, start } from "./cursor.ts";
import { parseComments } from "./parse.ts";
import { DouyinSettings } from "./settings.ts";
import { listVideos } from "./videos.ts";
import { isDue, walkSafely } from "./walk.ts";
import { parseEvent } from "./webhook.ts";

export const douyin = defineConnector<DouyinSettings, DouyinCursor>({
  id: "douyin",
  about: "Douyin (抖音): comments and replies under the county's own videos, by the official open platform",
  settings: DouyinSettings,
  cursor: DouyinCursor,
  start,
  // There is no date to ask from: a fresh cursor reads every video to its end.
  startAt: () => start,
  pace: { minInterval: 1000, concurrency: 1, detailsPerHour: 3600 },
  quietHours: 24 * 14,
  origins: (settings) => [new URL(base(settings)).origin],
  kinds: { comments: parseComments, replies: parseComments, event: parseEvent },

  async *poll(context, before) {
    const cursor = structuredClone(before);
    yield* listVideos(context, cursor);
    const due = Object.keys(cursor.videos).filter((id) =>
      isDue(context, cursor.videos[id] as DouyinCursor["videos"][string]),
    );
    const failures: Unexplained[] = [];
    for (const id of due) {
      try {
        yield* walkSafely(context, cursor, id);
      } catch (error) {
        // A video that was deleted or hidden while it is walked has no error code that is known: the others go on.
        if (!(error instanceof Unexplained)) throw error;
        context.log.warn({ video: id, error: error.message }, "a video's comments cannot be read");
        failures.push(error);
      }
    }
    const first = failures[0];
    if (first !== undefined && failures.length === due.length) throw first;
  },

  check: checkDouyin,
});
