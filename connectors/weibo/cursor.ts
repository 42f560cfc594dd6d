import { z } from "zod";
import { idAtSeconds } from "./time.ts";

const id = z.string().regex(/^\d+$/);
const time = z.string();

/** Where the reading of one list stands. */
export const ListState = z.object({
  /** The highest id of a completed reading; `0` before the first. */
  newest: id,
  /** When the last reading was completed. */
  sweptAt: time.nullable(),
  /** When the last wide reading was completed. */
  wideAt: time.nullable(),
  /** The unread counter at the last completed reading. */
  unread: z.number().int(),
  /** A reading that stopped halfway: go on below `maxId`, down to `sinceId`. */
  resume: z.object({ maxId: id, sinceId: id, newest: id, wide: z.boolean() }).nullable(),
});
export type ListState = z.infer<typeof ListState>;

/** An item that is watched: where it was listed, when it was written, and a short hash of what was last handed on. */
export const KnownItem = z.object({
  list: z.enum(["comments", "commentMentions", "mentions"]),
  at: time,
  edited: time.nullable(),
  mark: z.string(),
});
export type KnownItem = z.infer<typeof KnownItem>;

/** The account's own answers to one item. */
export const AnswerState = z.object({
  to: z.enum(["comment", "status"]),
  /** It stands under a post of the county's own, so it was addressed to the county. */
  addressed: z.boolean(),
  ids: z.array(id),
  /** True while the answers are not all handed on with the item. */
  due: z.boolean(),
});
export type AnswerState = z.infer<typeof AnswerState>;

/**
 * All that a poll remembers. It holds ids, times and hashes: no word of a citizen, because a cursor is not sealed.
 */
export const WeiboCursor = z.object({
  token: z.object({ uid: id, expiresAt: time, askedAt: time }).nullable(),
  lists: z.object({ comments: ListState, commentMentions: ListState, mentions: ListState }),
  known: z.record(z.string(), KnownItem),
  answers: z.record(z.string(), AnswerState),
  /** Cut posts whose full text is still to be fetched. */
  long: z.array(id),
});
export type WeiboCursor = z.infer<typeof WeiboCursor>;

const fresh: ListState = { newest: "0", sweptAt: null, wideAt: null, unread: 0, resume: null };

/** The cursor before the first poll. */
export const start: WeiboCursor = {
  token: null,
  lists: { comments: fresh, commentMentions: fresh, mentions: fresh },
  known: {},
  answers: {},
  long: [],
};

/** The cursor from which each list is read back to a moment: an id holds its time. */
export function startAt(since: Date): WeiboCursor {
  const list: ListState = { ...fresh, newest: String(idAtSeconds(since.getTime() / 1000)) };
  return { ...start, lists: { comments: list, commentMentions: list, mentions: list } };
}

/** The lists by name, in the order of reading: the account's own answers are seen before what they answer. */
export const LISTS = {
  comments: { path: "comments/timeline", kind: "comments", collect: "comments" },
  commentMentions: { path: "comments/mentions", kind: "mentions", collect: "mentions" },
  mentions: { path: "statuses/mentions", kind: "mentions", collect: "mentions" },
} as const;
export type ListName = keyof typeof LISTS;
