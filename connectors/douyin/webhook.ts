import { createHash, timingSafeEqual } from "node:crypto";
import type { Parse } from "../../src/connector/connector.ts";
import type { Payload } from "../../src/connector/errors.ts";
import { collectPosts } from "../../src/connector/parsed.ts";
import { Field, lenient } from "../../src/connector/read.ts";
import type { RawPostInput } from "../../src/record/raw-post.ts";
import { parseExact } from "./answer.ts";
import { type Reading, readComment, textIn, timeOf } from "./comment.ts";
import type { DouyinSettings } from "./settings.ts";

/**
 * Checks `X-Douyin-Signature`: hexadecimal SHA-1 over secret and body, by the platform's rule (sheet §4). Constant time.
 * @param rawBody the bytes as they arrived: JSON written again would have another sum
 * @param header the header's value; absent is wrong
 */
export function verifyDouyinSignature(secret: string, rawBody: Uint8Array, header: string | undefined): boolean {
  if (header === undefined || !/^[0-9a-f]{40}$/i.test(header)) return false;
  const right = createHash("sha1").update(secret).update(rawBody).digest();
  return timingSafeEqual(right, Buffer.from(header, "hex"));
}

/** What a pushed body says about itself, before anything is made of it. */
export interface PushedEvent {
  readonly event: string;
  /** Must be the app's own `client_key`. */
  readonly clientKey: string | null;
}

/** Reads a pushed body's head; null where it is no JSON object with an event. */
export function readPushedEvent(rawBody: Uint8Array): PushedEvent | null {
  let found: PushedEvent | null = null;
  parseExact(bodyPayload(rawBody), (root) => {
    const event = lenient(() => root.at("event").stringOrNull());
    if (event !== null) found = { event, clientKey: lenient(() => root.at("client_key").stringOrNull()) };
    return { posts: [], dropped: [], problem: null };
  });
  return found;
}

/**
 * The answer to `verify_webhook`: the challenge as it came, a number staying a number with every digit.
 * @returns the JSON to answer, or null where the body asks for no answer of this kind
 */
export function challengeAnswer(rawBody: Uint8Array): string | null {
  if (readPushedEvent(rawBody)?.event !== "verify_webhook") return null;
  const body: unknown = JSON.parse(Buffer.from(rawBody).toString("utf8"));
  const { value } = new Field(body).at("content").at("challenge");
  if (typeof value === "string") return JSON.stringify({ challenge: value });
  if (typeof value !== "number") return null;
  const digits = /"challenge"\s*:\s*(-?\d+)/.exec(Buffer.from(rawBody).toString("utf8"))?.[1];
  return `{"challenge":${digits ?? value}}`;
}

/**
 * `event` of `heartbridge parse`: a pushed body. Comments and private messages give posts, a recalled message gives a
 * withdrawn one; any other event gives none. `content` is an object or a JSON string, depending on the event.
 */
export const parseEvent: Parse<DouyinSettings> = (payload, context) =>
  parseExact(payload, (root) => {
    const event = root.at("event").string();
    const content = contentOf(root.at("content"), payload);
    const own = payload.request.open_id ?? context.settings?.openId ?? null;
    const reading: Reading = {
      source: context.source,
      own,
      itemId: lenient(() => content.at("reply_to_item_id").stringOrNull()),
      title: null,
      url: null,
      parent: lenient(() => content.at("reply_to_comment_id").stringOrNull()),
      parentText: null,
      logId: lenient(() => root.at("log_id").stringOrNull()),
      collectedAt: payload.collectedAt,
    };
    const sender = lenient(() => root.at("from_user_id").stringOrNull());
    const read = (): RawPostInput | null => {
      if (event === "item_comment_reply") return readComment(content, reading);
      if (own !== null && sender === own) return null;
      if (event === "im_receive_msg") return readMessage(content, sender, reading);
      return event === "im_recall_msg" ? recalled(content, reading) : null;
    };
    return collectPosts([content], read, () => content.first("comment_id", "server_message_id").value);
  });

function readMessage(content: Field, sender: string | null, reading: Reading): RawPostInput {
  const type = lenient(() => content.at("message_type").stringOrNull());
  const people = lenient(() => content.at("user_infos").listOrEmpty()) ?? [];
  const writer = people.find((person) => lenient(() => person.at("open_id").stringOrNull()) === sender);
  const name = writer === undefined ? null : lenient(() => writer.at("nick_name").stringOrNull());
  const text = content.at("text");
  return {
    connector: "douyin",
    source: reading.source,
    externalId: content.at("server_message_id").id(),
    channel: "direct",
    // Pictures and films come without words and without an address: the record says at least that there was one.
    text: text.present || type === null || type === "text" ? textIn(text) : "",
    author: sender === null && name === null ? null : { externalId: sender, displayName: name },
    postedAt: timeOf(content, reading.collectedAt),
    collectedAt: reading.collectedAt.toISOString(),
    extensions: {
      messageType: type,
      conversation: lenient(() => content.at("conversation_short_id").stringOrNull()),
      logId: reading.logId,
    },
  };
}

/** A recalled message names its id and no words: what it said stands in the record already. */
function recalled(content: Field, reading: Reading): RawPostInput {
  const collectedAt = reading.collectedAt.toISOString();
  return {
    connector: "douyin",
    source: reading.source,
    externalId: content.at("server_message_id").id(),
    channel: "direct",
    text: "",
    postedAt: lenient(() => timeOf(content, reading.collectedAt)) ?? collectedAt,
    collectedAt,
    withdrawn: true,
    extensions: { truncated: true },
  };
}

function contentOf(field: Field, payload: Payload): Field {
  if (typeof field.value !== "string") return field;
  let inner = new Field(undefined, "content");
  parseExact({ ...payload, contentType: "application/json", body: Buffer.from(field.value) }, (root) => {
    inner = new Field(root.value, "content");
    return { posts: [], dropped: [], problem: null };
  });
  return inner;
}

function bodyPayload(body: Uint8Array): Payload {
  return { kind: "event", url: "", request: {}, contentType: "application/json", body, collectedAt: new Date(0) };
}
