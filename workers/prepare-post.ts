import { createHash } from "node:crypto";
import { wellFormed } from "../src/connector/well-formed.ts";
import { authorRef } from "../src/privacy/author.ts";
import type { Vault } from "../src/privacy/seal.ts";
import { messageId } from "../src/record/message-id.ts";
import type { PreparedPost } from "../src/record/prepared-post.ts";
import type { RawPost } from "../src/record/raw-post.ts";
import type { Classifier } from "../src/text/classify/classifier.ts";
import { encodeFingerprint, fingerprint } from "../src/text/group/fingerprint.ts";
import { countRedactions, mask, maskDisplayName, type Redaction } from "../src/text/mask/index.ts";
import { tidy } from "../src/text/normalise/tidy.ts";
import { locate } from "../src/text/place/locate.ts";

/** What preparing a post needs: nothing that does I/O. */
export interface PrepareTools {
  readonly classifier: Classifier;
  readonly vault: Vault;
  readonly authorKey: Uint8Array;
}

/**
 * Makes of a post all that follows from it alone: masked words, place, classification, fingerprint, hashes, the sealed
 * original. Pure but for the seal's nonce.
 */
export function preparePost(post: RawPost, tools: PrepareTools): PreparedPost {
  const id = messageId(post.source, post.externalId);
  const redactions: Redaction[] = [];
  const clean = (text: string): string => {
    // Half a character, as an emoji cut by a platform leaves it, is refused by databases; the original keeps it.
    const masked = mask(wellFormed(text));
    redactions.push(...masked.redactions);
    return tidy(masked.text);
  };
  const title = post.title === null || post.title === undefined ? null : clean(post.title);
  const text = clean(post.text);
  const found = countRedactions(redactions);
  const official = officialOf(post);
  const input = { title, text, postedAt: post.postedAt };
  return {
    id,
    source: {
      connector: post.connector,
      name: post.source,
      externalId: post.externalId,
      channel: post.channel,
      url: post.url ?? null,
      inReplyTo: post.inReplyTo ? { ...post.inReplyTo, text: maskedOrNull(post.inReplyTo.text) } : null,
    },
    author: {
      ref: authorRef(tools.authorKey, post.source, post.author?.externalId ?? null),
      displayName: maskDisplayName(post.author?.displayName ?? null),
    },
    content: { title, text, attachments: post.attachments, redactions: found, sealed: true },
    place: locate({ title, text, hint: post.platformPlace ?? null }),
    classification: { ...tools.classifier.classify(input), classifier: tools.classifier.version },
    official,
    withdrawn: post.withdrawn,
    times: {
      postedAt: post.postedAt,
      postedAtPrecision: post.postedAtPrecision,
      editedAt: post.editedAt ?? null,
      collectedAt: post.collectedAt,
    },
    extensions: maskStrings(extensionsOf(post)) as Record<string, unknown>,
    // Over the unmasked words: a changed telephone number is a revision too, though the record shows the same token.
    contentHash: hashOf([tidy(post.title ?? ""), tidy(post.text)]),
    officialHash: hashOf([official.status, ...official.replies.map(({ at, by, text }) => [at, by, text].join("\0"))]),
    fingerprint: encodeFingerprint(fingerprint(input)),
    original: Buffer.from(
      tools.vault.seal(
        JSON.stringify({ title: post.title ?? null, text: post.text, author: post.author ?? null }),
        `original:${id}`,
      ),
    ).toString("base64"),
  };
}

/** Official answers, in time order, masked as the message is: they often quote name and number of the citizen. */
function officialOf(post: RawPost): PreparedPost["official"] {
  const replies = (post.official?.replies ?? []).map((reply) => ({
    externalId: reply.externalId ?? null,
    at: reply.at ?? null,
    by: reply.by ?? null,
    text: tidy(mask(wellFormed(reply.text)).text),
  }));
  replies.sort((a, b) => (a.at ?? "").localeCompare(b.at ?? "", "en"));
  return { status: post.official?.status ?? "unknown", statusText: post.official?.statusText ?? null, replies };
}

/** The platform's own labels travel on as extensions: useful downstream, and no part of the record's own judgement. */
function extensionsOf(post: RawPost): Record<string, unknown> {
  const labels = { kind: post.platformKind, field: post.platformField, place: post.platformPlace };
  const given = Object.fromEntries(Object.entries(labels).filter(([, label]) => label));
  return Object.keys(given).length > 0 ? { ...post.extensions, platform: given } : post.extensions;
}

function maskedOrNull(text: string | null | undefined): string | null {
  return text ? tidy(mask(wellFormed(text)).text) : null;
}

/** Masks every string within a platform's extra facts: a repost chain may hold anything. */
function maskStrings(value: unknown): unknown {
  if (typeof value === "string") return mask(wellFormed(value)).text;
  if (Array.isArray(value)) return value.map(maskStrings);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskStrings(inner)]));
  }
  return value;
}

/** 16 hex digits of SHA-256. */
function hashOf(parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\u0001")).digest("hex").slice(0, 16);
}
