import { unescapeText } from "../../src/connector/html-text.ts";
import { type Field, FieldError } from "../../src/connector/read.ts";
import { statusOf } from "../../src/connector/status.ts";
import { parsePlatformTime } from "../../src/connector/times.ts";
import type { RawPostInput } from "../../src/record/raw-post.ts";
import { notPublic, statusWords } from "./vocabulary.ts";

type Official = NonNullable<RawPostInput["official"]>;

/** What the office did: the board's words, and its answers in time order. */
export function officialOf(state: Field, replies: NonNullable<Official["replies"]>): Official {
  const statusText = state.stringOrNull();
  if (statusText !== null && notPublic.has(statusText)) {
    throw new FieldError("not-public", state.path, `${state.path} is ${statusText}: such a thread is not public`);
  }
  const named = statusOf(statusWords, statusText);
  // 已办理 promises an answer; until one is read nobody knows what was done (platform sheet §5).
  const status = named === "replied" && replies.length === 0 ? "unknown" : named;
  return { status, statusText, replies: [...replies].sort((a, b) => (a.at ?? "").localeCompare(b.at ?? "")) };
}

/** One answer of an office. */
export function replyOf(entry: { id: Field; at: Field; by: Field; text: Field }, receivedAt: Date) {
  return {
    externalId: entry.id.present ? entry.id.id() : null,
    // An answer whose time cannot be read is still the answer.
    at: parsePlatformTime(entry.at.stringOrNull() ?? "", receivedAt)?.at ?? null,
    by: entry.by.stringOrNull(),
    text: unescapeText(entry.text.string()),
  };
}

/** The thread's page for people. */
export function threadUrl(baseUrl: string, tid: string): string {
  return `${baseUrl.replace(/\/$/, "")}/threads/content?tid=${encodeURIComponent(tid)}`;
}
