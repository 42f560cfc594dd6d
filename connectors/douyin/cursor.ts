import { z } from "zod";

/** A comment or reply that was met: no word of it, because a cursor is not sealed. */
export const KnownComment = z.object({
  /** When it was written, RFC 3339. */
  at: z.string(),
  /** Short hash over what was last handed on; empty for the county's own. */
  mark: z.string(),
  /** `reply_comment_total` when its replies were last read. */
  total: z.number().int(),
  /** Since when complete readings miss it. */
  missing: z.string().nullable(),
});
export type KnownComment = z.infer<typeof KnownComment>;

/** One of the county's own videos. */
export const Video = z.object({
  title: z.string().nullable(),
  url: z.string().nullable(),
  /** `comment_count` as the list shows it now. */
  listed: z.number().int(),
  /** `comment_count` at the last finished walk; null before the first. */
  count: z.number().int().nullable(),
  /** When the last complete walk was finished. */
  walkedAt: z.string().nullable(),
  /** A walk that stopped halfway goes on at this opaque cursor. */
  resume: z.object({ cursor: z.string(), count: z.number().int() }).nullable(),
  known: z.record(z.string(), KnownComment),
});
export type Video = z.infer<typeof Video>;

/** All that a poll remembers; videos by `item_id`. */
export const DouyinCursor = z.object({
  /** When all own videos were last listed. */
  listedAt: z.string().nullable(),
  videos: z.record(z.string(), Video),
});
export type DouyinCursor = z.infer<typeof DouyinCursor>;

/** The cursor before the first poll. */
export const start: DouyinCursor = { listedAt: null, videos: {} };
