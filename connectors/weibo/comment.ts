import { z } from "zod";
import { OwnAnswer } from "../../src/connector/own-answers.ts";
import { type Field, FieldError, lenient } from "../../src/connector/read.ts";
import type { RawPostInput } from "../../src/record/raw-post.ts";
import { authorOf, contextOf, createdAt, idOf, isDeleted, postUrl, type Reading, userIdOf } from "./fields.ts";
import { cleanText } from "./text.ts";

/** An answer that the county's account wrote: to a comment, or first-level under a citizen's post. */
export const WeiboAnswer = OwnAnswer.extend({
  toKind: z.enum(["comment", "status"]),
  /** It stands under a post of the county's own, so what it answers was addressed to the county. */
  underOwnPost: z.boolean(),
});
export type WeiboAnswer = z.infer<typeof WeiboAnswer>;

/**
 * Reads a citizen's comment.
 * @returns null for what the county's account wrote itself
 * @throws FieldError where id, time or text is missing
 */
export function readComment(comment: Field, reading: Reading): RawPostInput | null {
  if (reading.own !== null && userIdOf(comment) === reading.own) return null;
  const status = comment.at("status");
  const answered = comment.at("reply_comment");
  const url = postUrl(status);
  const withdrawn = isDeleted(comment);
  return {
    connector: "weibo",
    source: reading.source,
    externalId: idOf(comment),
    channel: toOwnAccount(status, answered, reading.own) ? "comment" : reading.channel,
    url,
    inReplyTo: contextOf(answered, url) ?? contextOf(status, url),
    text: withdrawn ? "" : textOf(comment),
    author: authorOf(comment),
    postedAt: createdAt(comment, reading.collectedAt),
    collectedAt: reading.collectedAt.toISOString(),
    withdrawn,
    extensions: { list: reading.list, status: lenient(() => idOf(status)), ...(withdrawn ? { truncated: true } : {}) },
  };
}

/** Reads a comment as the county's own answer; null where it is a citizen's, or answers nobody. */
export function readOwnAnswer(comment: Field, reading: Reading): WeiboAnswer | null {
  if (reading.own === null || userIdOf(comment) !== reading.own || isDeleted(comment)) return null;
  const status = comment.at("status");
  const answered = comment.at("reply_comment");
  const underOwnPost = userIdOf(status) === reading.own;
  // A first-level comment of the county under its own post speaks to everybody and answers nobody.
  if (!answered.present && underOwnPost) return null;
  const reply = {
    externalId: idOf(comment),
    at: createdAt(comment, reading.collectedAt),
    by: authorOf(comment)?.displayName ?? null,
    text: textOf(comment),
  };
  return {
    to: idOf(answered.present ? answered : status),
    toKind: answered.present ? "comment" : "status",
    underOwnPost,
    reply,
  };
}

/** A comment that @s the account and stands in its own list too keeps one channel, whichever list shows it first. */
function toOwnAccount(status: Field, answered: Field, own: string | null): boolean {
  return own !== null && (userIdOf(status) === own || userIdOf(answered) === own);
}

function textOf(comment: Field): string {
  const { value, path } = comment.at("text");
  if (typeof value !== "string") throw new FieldError("missing-field", path, `${path} is no text`);
  return cleanText(value);
}
