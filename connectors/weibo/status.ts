import { type Field, FieldError, lenient } from "../../src/connector/read.ts";
import type { RawPostInput } from "../../src/record/raw-post.ts";
import {
  authorOf,
  contextOf,
  createdAt,
  editedAt,
  idOf,
  isDeleted,
  postUrl,
  type Reading,
  userIdOf,
} from "./fields.ts";
import { BARE_REPOST, cleanText, largePicture, splitRepost } from "./text.ts";

/**
 * Reads a post or repost. Of a repost only the citizen's own words are the message; the reposted text is context.
 * @returns null for what the county's account wrote itself
 * @throws FieldError where id, time or text is missing
 */
export function readStatus(status: Field, reading: Reading): RawPostInput | null {
  if (reading.own !== null && userIdOf(status) === reading.own) return null;
  const reposted = status.at("retweeted_status");
  const withdrawn = isDeleted(status);
  const words = withdrawn ? { own: "", chain: null } : wordsOf(status, reposted.present);
  return {
    connector: "weibo",
    source: reading.source,
    externalId: idOf(status),
    channel: reading.channel,
    url: postUrl(status),
    inReplyTo: reposted.present ? contextOf(reposted, postUrl(reposted)) : null,
    text: words.own,
    author: authorOf(status),
    postedAt: createdAt(status, reading.collectedAt),
    editedAt: editedAt(status, reading.collectedAt),
    collectedAt: reading.collectedAt.toISOString(),
    attachments: picturesOf(status),
    withdrawn,
    extensions: {
      list: reading.list,
      visibleType: lenient(() => status.at("visible").at("type").numberOrNull()),
      reposts: lenient(() => status.at("reposts_count").numberOrNull()),
      comments: lenient(() => status.at("comments_count").numberOrNull()),
      attitudes: lenient(() => status.at("attitudes_count").numberOrNull()),
      isLongText: isCut(status),
      // A deleted post gives no words, which is no revision of those that stand in the record.
      truncated: withdrawn || isCut(status) || status.at("truncated").value === true,
      ...(words.chain === null ? {} : { repostChain: words.chain }),
      ...(reposted.present && words.own === BARE_REPOST ? { bareRepost: true } : {}),
    },
  };
}

/** A long post whose full text is not in the payload: `text` is a preview. */
export function isCut(status: Field): boolean {
  return status.at("isLongText").value === true && longText(status) === null;
}

function longText(status: Field): string | null {
  return lenient(() => status.at("longText").at("longTextContent").stringOrNull());
}

/** The apology in a deleted post's `text` is the platform's, so it is never read as a citizen's words. */
function wordsOf(status: Field, repost: boolean): { own: string; chain: string | null } {
  const field = status.at("text");
  const text = longText(status) ?? field.value;
  if (typeof text !== "string") throw new FieldError("missing-field", field.path, `${field.path} is no text`);
  return repost ? splitRepost(cleanText(text)) : { own: cleanText(text), chain: null };
}

/** Every picture in full size; `original_pic` is only the first of them and serves where the list is missing. */
function picturesOf(status: Field): { kind: "image"; url: string }[] {
  const listed = (lenient(() => status.at("pic_urls").listOrEmpty()) ?? []).map((entry) => entry.at("thumbnail_pic"));
  const fields = listed.length > 0 ? listed : [status.at("original_pic")];
  return fields
    .map((field) => lenient(() => field.stringOrNull()))
    .map((address) => (address === null ? null : largePicture(address)))
    .filter((url) => url !== null)
    .map((url) => ({ kind: "image", url }));
}
