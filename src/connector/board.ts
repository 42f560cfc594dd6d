import { createHash } from "node:crypto";
import { z } from "zod";
import type { RawPost } from "../record/raw-post.ts";
import { recordTime, utc } from "../record/time.ts";

/**
 * What a poll of a board remembers of a post. Boards show posts after approval, late and below newer ones, so a
 * watermark on id or time loses some (provincial-board sheet §8.1): a window is read again and compared with this.
 */
export const KnownPost = z.strictObject({
  /** Digest of the post's row in the list. */
  row: z.string(),
  /** Digest of the post as it was last handed on; null when it never was. */
  content: z.string().nullable(),
  postedAt: recordTime,
  firstSeen: recordTime,
  lastSeen: recordTime,
  /** When its detail was last read; null where details are not read. */
  visited: recordTime.nullable(),
  /** How often in a row its detail could not be read while the list showed it. */
  failed: z.number().int().default(0),
  /** The office has not finished with it. */
  open: z.boolean(),
  /** When it was first found gone; null while it stands. */
  missing: recordTime.nullable(),
  /** What only the list tells, needed to read the detail. */
  facts: z.record(z.string(), z.string()),
});
export type KnownPost = z.infer<typeof KnownPost>;

/**
 * The cursor of a board: the posts of its window, when the window was last walked to its end, and for a backfill how far
 * back the next complete walk goes.
 */
export const BoardCursor = z.strictObject({
  known: z.record(z.string(), KnownPost),
  walked: recordTime.nullable(),
  since: recordTime.nullable(),
});
export type BoardCursor = z.infer<typeof BoardCursor>;

/** The cursor before the first poll. */
export const boardStart: BoardCursor = { known: {}, walked: null, since: null };

/** The cursor from which a poll goes back to a time, however long ago. */
export function boardStartAt(since: Date): BoardCursor {
  return { ...boardStart, since: utc(since) };
}

/** How far back a board is read, and how often what; all in milliseconds. */
export interface BoardPolicy {
  /** Posts written within this time are read again. */
  readonly window: number;
  /** The whole window is walked this often; between, a poll stops at the first page that holds nothing new. */
  readonly walkEvery: number;
  /** The detail of an open post is read again this often, and seven times as rarely when it is older than 30 days. */
  readonly revisitAfter: number;
  /** A post counts as withdrawn when it was found gone twice, this far apart. */
  readonly confirmAfter: number;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/**
 * The pause after the first failures of a detail: none means the next poll (platform sheets §8). A post that is broken
 * for good is then visited as rarely as any open post.
 */
const RETRY_AFTER = [0, 30 * MINUTE, 120 * MINUTE];
/** A closed post is forgotten when it was not seen for so long. */
const FORGET_CLOSED = 30 * DAY;
/** An open post is visited so long (provincial-board sheet §8.3: daily for 30 days, then weekly to 180). */
const FORGET_OPEN = 180 * DAY;
const OPEN = new Set(["awaiting", "accepted", "in_progress", "unknown"]);

/**
 * A digest of what a revision would change, the extensions `evaluation` and `repliedAt` (the last reply's time, where a
 * list tells it) included; counts of views and likes are not in it.
 */
export function contentDigest(post: RawPost): string {
  const { title, text, attachments, platformKind, platformField, editedAt, official, extensions } = post;
  const { evaluation = null, repliedAt = null } = extensions;
  const parts = [title, text, attachments, platformKind, platformField, editedAt, official, evaluation, repliedAt];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 16);
}

/** Why a post's detail must be read now; null when it need not. */
export function reasonToVisit(
  known: KnownPost | undefined,
  row: RawPost,
  now: Date,
  policy: BoardPolicy,
): "new" | "changed" | "due" | null {
  if (known === undefined || (known.content === null && known.visited === null)) return "new";
  if (known.row !== contentDigest(row)) return "changed";
  return isDue(known, now, policy) ? "due" : null;
}

/** Whether a post is to be visited again: an open one now and then, one whose detail failed sooner. */
export function isDue(known: KnownPost, now: Date, policy: BoardPolicy): boolean {
  if (!known.open || known.visited === null) return false;
  const passed = now.getTime() - Date.parse(known.visited);
  const retry = RETRY_AFTER[known.failed - 1];
  if (retry !== undefined) return passed >= Math.min(retry, policy.revisitAfter);
  const old = now.getTime() - Date.parse(known.postedAt) > 30 * DAY;
  return passed >= policy.revisitAfter * (old ? 7 : 1);
}

/** A post whose detail could not be read: it is asked for again, sooner at first. */
export function failedNow(known: KnownPost, now: Date): KnownPost {
  return { ...known, visited: utc(now), open: true, failed: known.failed + 1 };
}

/** Posts whose detail failed before and is due, but for those that a poll met and looks at by itself. */
export function toTryAgain(cursor: BoardCursor, met: ReadonlySet<string>, now: Date, policy: BoardPolicy): string[] {
  return Object.entries(cursor.known)
    .filter(([id, known]) => known.failed > 0 && !met.has(id) && isDue(known, now, policy))
    .map(([id]) => id);
}

/** A post as the list shows it now: seen, and so not missing. Its detail's digest stays. */
export function seen(known: KnownPost | undefined, row: RawPost, facts: Record<string, string>, now: Date): KnownPost {
  const base = known ?? { content: null, firstSeen: utc(now), visited: null, failed: 0 };
  const state = { row: contentDigest(row), postedAt: row.postedAt, lastSeen: utc(now), missing: null, facts };
  return { ...base, ...state, open: isOpen(row) };
}

/** A post after it was read whole. */
export function handedOn(known: KnownPost, post: RawPost, visited: Date | null): KnownPost {
  return {
    ...known,
    content: contentDigest(post),
    open: isOpen(post),
    missing: null,
    failed: 0,
    visited: visited ? utc(visited) : null,
  };
}

/**
 * Posts that a complete walk should have met and did not, and open posts below the window that are due: their details
 * tell what became of them. A post that was found gone waits until the second look is due.
 * @param met ids that the walk met
 * @param since the walk went back to here
 */
export function toAskFor(
  cursor: BoardCursor,
  met: ReadonlySet<string>,
  since: Date,
  now: Date,
  policy: BoardPolicy,
): string[] {
  return Object.entries(cursor.known)
    .filter(([id, known]) => {
      if (met.has(id)) return false;
      if (known.missing !== null) return now.getTime() - Date.parse(known.missing) >= policy.confirmAfter;
      return Date.parse(known.postedAt) >= since.getTime() || isDue(known, now, policy);
    })
    .map(([id]) => id);
}

/** What a detail that is gone means: the first time it is noted, the second time the post counts as withdrawn. */
export function foundGone(known: KnownPost, now: Date, policy: BoardPolicy): KnownPost | "withdrawn" {
  if (known.missing === null) return { ...known, missing: utc(now), visited: utc(now) };
  return now.getTime() - Date.parse(known.missing) >= policy.confirmAfter ? "withdrawn" : known;
}

/** The cursor without posts that no list shows any more and that nobody waits for. */
export function forget(known: Readonly<Record<string, KnownPost>>, now: Date): Record<string, KnownPost> {
  const kept = Object.entries(known).filter(([, post]) => {
    const unseen = now.getTime() - Date.parse(post.lastSeen);
    const age = now.getTime() - Date.parse(post.postedAt);
    return unseen < FORGET_CLOSED || (post.open && age < FORGET_OPEN);
  });
  return Object.fromEntries(kept);
}

function isOpen(post: RawPost): boolean {
  return OPEN.has(post.official?.status ?? "unknown");
}
