import type { ParseContext } from "../../src/connector/connector.ts";
import type { Payload } from "../../src/connector/errors.ts";
import { unescapeText } from "../../src/connector/html-text.ts";
import { type Field, FieldError } from "../../src/connector/read.ts";
import { readTime } from "../../src/connector/read-time.ts";
import { statusOf } from "../../src/connector/status.ts";
import type { RawPostInput } from "../../src/record/raw-post.ts";
import { utc } from "../../src/record/time.ts";
import type { Settings } from "./settings.ts";
import { notPublic, replyStates, statusWords } from "./vocabulary.ts";

/** 问政湖南 counts its ids apart (platform sheet §4). */
const PREFIX = { people: "", wz: "wz-" };

/** The post's id at this project: unique over both columns. */
export function externalIdOf(id: string, settings: Settings): string {
  return PREFIX[settings.column] + id;
}

/** The site's own id of a post. */
export function siteIdOf(externalId: string, settings: Settings): string {
  return externalId.slice(PREFIX[settings.column].length);
}

/** The message's page for people; a hash route, which no program can ask for. */
export function pageUrl(externalId: string, settings: Settings): string {
  return `${settings.pageUrl.replace(/\/$/, "")}/#/leaveMsgDetails?id=${encodeURIComponent(siteIdOf(externalId, settings))}`;
}

/** What list rows and details have in common. */
export function common(row: Field, payload: Payload, context: ParseContext<Settings>): RawPostInput {
  const externalId = externalIdOf(row.at("id").id(), context.settings);
  const posted = readTime(row.at("created_at"), payload.collectedAt);
  return {
    connector: "rednet",
    source: context.source,
    externalId,
    channel: "board",
    url: pageUrl(externalId, context.settings),
    title: titleOf(row.at("title").string()),
    text: "",
    author: {
      externalId: row.at("user_id").present ? row.at("user_id").id() : null,
      displayName: row.at("nickname").stringOrNull(),
    },
    postedAt: posted.at,
    postedAtPrecision: posted.precision,
    collectedAt: utc(payload.collectedAt),
    platformKind: row.at("type_name").stringOrNull(),
    platformField: row.at("cate_name").stringOrNull(),
    platformPlace: row.at("area_name").stringOrNull() ?? row.at("city_name").stringOrNull(),
  };
}

/** What the office did, from `is_reply`, which is a number, digits or a word. */
export function stateOf(row: Field): { status: ReturnType<typeof statusOf>; statusText: string | null } {
  const seen = row.at("is_reply").stringOrNull();
  const statusText = seen === null ? null : (replyStates[seen] ?? seen);
  if (statusText !== null && notPublic.has(statusText)) {
    throw new FieldError(
      "not-public",
      row.at("is_reply").path,
      `is_reply is ${statusText}: such a message is not public`,
    );
  }
  return { status: statusOf(statusWords, statusText), statusText };
}

function titleOf(title: string): string {
  return unescapeText(title)
    .replace(/^【置顶】\s*/, "")
    .replace(/(?:\.{3,}|…+)$/, "");
}
