import type { Page } from "../../src/connector/connector.ts";
import { Degraded, type Payload } from "../../src/connector/errors.ts";
import { type Field, lenient } from "../../src/connector/read.ts";
import { answerIn, numberIn } from "./answer.ts";
import { ask, type DouyinContext } from "./client.ts";
import type { DouyinCursor, Video } from "./cursor.ts";

/** A page of own videos. */
interface VideoPage {
  readonly videos: ReadonlyMap<string, Pick<Video, "title" | "url" | "listed">>;
  readonly next: string | null;
}

/**
 * Notes the own videos with their comment counts in `cursor`: the newest twenty at each poll, all of them now and then,
 * because comments come to old videos too. A video that a complete look does not show any more is forgotten.
 */
export async function* listVideos(context: DouyinContext, cursor: DouyinCursor): AsyncGenerator<Page<DouyinCursor>> {
  const now = context.now();
  const all = cursor.listedAt === null || now.getTime() - Date.parse(cursor.listedAt) >= context.settings.sweepEvery;
  const seen = new Set<string>();
  const asked = new Set<string>();
  const raw: Payload[] = [];
  for (let at: string | null = "0"; at !== null; ) {
    const payload: Payload = await ask(context, "videos", { cursor: at });
    const page = readVideos(payload);
    if (page.videos.size === 0 && at === "0" && Object.keys(cursor.videos).length > 0) {
      throw new Degraded("empty-list", "the list of own videos is empty although there were some before", payload);
    }
    for (const [id, listed] of page.videos) {
      const fresh = { count: null, walkedAt: null, resume: null, known: {} };
      cursor.videos[id] = { ...fresh, ...cursor.videos[id], ...listed };
      seen.add(id);
    }
    raw.push(payload);
    asked.add(at);
    at = all ? page.next : null;
    if (at !== null && asked.has(at)) throw new Degraded("paging-stuck", "the video list repeats a cursor", payload);
  }
  if (!all) return;
  for (const id of Object.keys(cursor.videos)) if (!seen.has(id)) delete cursor.videos[id];
  cursor.listedAt = now.toISOString();
  yield { posts: [], dropped: [], raw: [], cursor: structuredClone(cursor) };
}

/** Reads a page of videos; one that cannot be read is left out, a page without a list is a fault. */
export function readVideos(payload: Payload): VideoPage {
  const { data } = answerIn(payload);
  const items = lenient(() => data.at("list").list());
  if (items === null) throw new Degraded("missing-field", "data.list is missing in the list of own videos", payload);
  const videos = new Map<string, Pick<Video, "title" | "url" | "listed">>();
  for (const item of items) {
    const id = lenient(() => item.at("item_id").id());
    if (id !== null) videos.set(id, { title: titleOf(item), url: urlOf(item), listed: commentCount(item) });
  }
  if (items.length > 0 && videos.size === 0) throw new Degraded("missing-field", "no video has an item_id", payload);
  return { videos, next: data.at("has_more").value === true ? lenient(() => data.at("cursor").string()) : null };
}

function commentCount(item: Field): number {
  return numberIn(item.at("statistics").at("comment_count")) ?? 0;
}

function titleOf(item: Field): string | null {
  return lenient(() => item.at("title").stringOrNull());
}

/** The address that people share, without the query that follows them round. */
function urlOf(item: Field): string | null {
  const address = lenient(() => item.at("share_url").stringOrNull());
  if (address === null || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.origin + url.pathname;
}
