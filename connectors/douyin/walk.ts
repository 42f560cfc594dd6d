import type { Page } from "../../src/connector/connector.ts";
import { Degraded, type Payload } from "../../src/connector/errors.ts";
import { RawPost } from "../../src/record/raw-post.ts";
import type { DouyinContext } from "./client.ts";
import type { DouyinCursor, KnownComment, Video } from "./cursor.ts";
import { Reader, type Reading, takeNews } from "./reader.ts";

/** A video whose comments must be read: its count changed, a reading stopped halfway, or its complete reading is due. */
export function isDue(context: DouyinContext, video: Video): boolean {
  return video.resume !== null || video.count !== video.listed || needsWhole(context, video);
}

function needsWhole(context: DouyinContext, video: Video): boolean {
  return video.walkedAt === null || context.now().getTime() - Date.parse(video.walkedAt) >= context.settings.walkEvery;
}

/**
 * Reads a video's comments, newest first, and the replies of those whose `reply_comment_total` changed. A complete
 * reading goes to the end and reads all replies; any other stops at a page of known comments once it has met as much
 * news as the count promised. The pinned comment stands first in any order and says nothing about age.
 */
async function* walkVideo(
  context: DouyinContext,
  cursor: DouyinCursor,
  itemId: string,
): AsyncGenerator<Page<DouyinCursor>> {
  const video = cursor.videos[itemId] as Video;
  const whole = video.resume === null && needsWhole(context, video);
  const count = video.resume?.count ?? video.listed;
  const promised = video.count === null ? Number.POSITIVE_INFINITY : count - video.count;
  const reader = new Reader(context, itemId, video);
  const seen = new Set<string>();
  let found = 0;
  for (let at: string | null = video.resume?.cursor ?? "0"; at !== null; ) {
    const list: Reading = await reader.comments(at);
    if (at === "0" && list.page.entries.length === 0) refuseEmptied(video, list.payload);
    const readings = [list];
    let news = false;
    for (const entry of list.page.entries) {
      const known = video.known[entry.id];
      const more = entry.total - (known?.total ?? 0) + (known === undefined ? 1 : 0);
      found += Math.max(0, more);
      news ||= !entry.top && more !== 0;
      if (entry.total > 0 && (whole || more !== 0)) readings.push(...(await reader.replies(entry.id, list.page)));
    }
    const stop = !whole && video.resume === null && !news && found >= promised;
    const next: string | null = stop ? null : list.page.next;
    for (const entry of readings.flatMap(({ page }) => page.entries)) seen.add(entry.id);
    const { posts, raw } = takeNews(video, readings);
    if (next === null) {
      // What was read from the middle on judges nothing, but is as much of a complete reading as can be had.
      const complete = whole || video.resume !== null;
      Object.assign(video, { count, resume: null, ...(complete ? { walkedAt: context.now().toISOString() } : {}) });
      if (whole) posts.push(...withdrawn(context, video, seen));
    } else {
      video.resume = { cursor: next, count };
    }
    const dropped = readings.flatMap(({ page }) => page.dropped);
    yield { posts, dropped, raw, cursor: structuredClone(cursor) };
    at = next;
  }
}

/**
 * As `walkVideo`; when it fails, the cursor keeps of this video only what was handed on, so that the pages of other
 * videos that follow do not carry marks of posts that were never given.
 */
export async function* walkSafely(
  context: DouyinContext,
  cursor: DouyinCursor,
  itemId: string,
): AsyncGenerator<Page<DouyinCursor>> {
  let safe = structuredClone(cursor.videos[itemId] as Video);
  try {
    for await (const page of walkVideo(context, cursor, itemId)) {
      safe = structuredClone(page.cursor.videos[itemId] as Video);
      yield page;
    }
  } catch (error) {
    cursor.videos[itemId] = safe;
    throw error;
  }
}

/** What two complete readings miss, far enough apart, is withdrawn: one alone may be the platform's review (sheet §9). */
function withdrawn(context: DouyinContext, video: Video, seen: ReadonlySet<string>): RawPost[] {
  const now = context.now();
  const posts: RawPost[] = [];
  for (const [id, known] of Object.entries(video.known)) {
    if (seen.has(id)) known.missing = null;
    else if (known.missing === null) known.missing = now.toISOString();
    else if (now.getTime() - Date.parse(known.missing) >= context.settings.confirmWithdrawalAfter) {
      delete video.known[id];
      if (known.mark !== "") posts.push(withdrawnPost(context, id, known));
    }
  }
  return posts;
}

/** The platform shows it no more: what it said stands in the record already, so this is no whole text. */
function withdrawnPost(context: DouyinContext, externalId: string, known: KnownComment): RawPost {
  const times = { postedAt: known.at, collectedAt: context.now().toISOString() };
  const post = { connector: "douyin", source: context.source, externalId, channel: "comment", text: "", ...times };
  return RawPost.parse({ ...post, withdrawn: true, extensions: { truncated: true } });
}

/** A video that shows comments by its count and none in its list is refused, not silent. */
function refuseEmptied(video: Video, payload: Payload): void {
  const standing = Object.values(video.known).filter((known) => known.missing === null).length;
  if (standing < 2 || video.listed === 0) return;
  throw new Degraded("empty-list", `a video with ${video.listed} comments lists none`, payload);
}
