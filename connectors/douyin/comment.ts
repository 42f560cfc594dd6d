import type { OwnAnswer } from "../../src/connector/own-answers.ts";
import { type Field, FieldError, lenient } from "../../src/connector/read.ts";
import { parsePlatformTime } from "../../src/connector/times.ts";
import type { RawPostInput } from "../../src/record/raw-post.ts";
import { numberIn } from "./answer.ts";

/** What reading a comment needs beside it: the answer itself names neither video nor parent (platform sheet §3). */
export interface Reading {
  readonly source: string;
  /** The county's own open_id where known. */
  readonly own: string | null;
  readonly itemId: string | null;
  readonly title: string | null;
  readonly url: string | null;
  /** The comment whose replies these are; null for first-level comments. */
  readonly parent: string | null;
  /** Its words, where they are in hand. */
  readonly parentText: string | null;
  readonly logId: string | null;
  readonly collectedAt: Date;
}

/** A comment as a walk needs it, whoever wrote it. */
export interface Entry {
  readonly id: string;
  readonly at: string;
  readonly total: number;
  /** Pinned: it stands first whatever the order. */
  readonly top: boolean;
  /** What the county's account said, and to which comment; null for a citizen's, or where it answers nobody. */
  readonly answer: OwnAnswer | null;
}

/** `create_time`: seconds in comments and videos, milliseconds in private messages; told apart by size. */
export function timeOf(item: Field, collectedAt: Date): string {
  const field = item.at("create_time");
  const time = parsePlatformTime(field.string(), collectedAt);
  if (time === null) throw new FieldError("bad-time", field.path, `${field.path} is no time: ${field.string()}`);
  return time.at;
}

/** A text that may be empty, such as that of a picture comment, but must be there. */
export function textIn(field: Field): string {
  if (typeof field.value !== "string") throw new FieldError("missing-field", field.path, `${field.path} is no text`);
  return field.value;
}

/** Reads a comment's id, time, counters, and, for the county's own, what it answers. */
export function readEntry(comment: Field, reading: Reading): Entry {
  const id = comment.at("comment_id").id();
  const at = timeOf(comment, reading.collectedAt);
  const own = reading.own !== null && writerOf(comment) === reading.own;
  const to = own ? answered(comment, reading) : null;
  const reply = () => ({ externalId: id, at, by: nameOf(comment), text: textIn(comment.at("content")) });
  return {
    id,
    at,
    total: numberIn(comment.at("reply_comment_total")) ?? 0,
    top: comment.at("top").value === true,
    answer: to === null ? null : { to, reply: reply() },
  };
}

/**
 * Reads a citizen's comment or reply.
 * @returns null for what the county's account wrote
 * @throws FieldError where id, time or content is missing
 */
export function readComment(comment: Field, reading: Reading): RawPostInput | null {
  const writer = writerOf(comment);
  if (reading.own !== null && writer === reading.own) return null;
  const name = nameOf(comment);
  const parent = answered(comment, reading);
  const quoted = parent === reading.parent ? reading.parentText : null;
  const video = reading.itemId === null ? null : { externalId: reading.itemId, url: reading.url, text: reading.title };
  return {
    connector: "douyin",
    source: reading.source,
    externalId: comment.at("comment_id").id(),
    channel: "comment",
    url: reading.url,
    inReplyTo: parent === null ? video : { externalId: parent, url: reading.url, text: quoted },
    text: textIn(comment.at("content")),
    author: writer === null && name === null ? null : { externalId: writer, displayName: name },
    postedAt: timeOf(comment, reading.collectedAt),
    collectedAt: reading.collectedAt.toISOString(),
    extensions: {
      itemId: reading.itemId,
      likes: numberIn(comment.at("digg_count")),
      replies: numberIn(comment.at("reply_comment_total")),
      top: comment.at("top").value === true,
      logId: reading.logId,
    },
  };
}

function answered(comment: Field, reading: Reading): string | null {
  return lenient(() => comment.at("reply_comment_id").stringOrNull()) ?? reading.parent;
}

function writerOf(comment: Field): string | null {
  return lenient(() => comment.at("comment_user_id").stringOrNull());
}

function nameOf(comment: Field): string | null {
  return lenient(() => comment.at("nick_name").stringOrNull());
}
