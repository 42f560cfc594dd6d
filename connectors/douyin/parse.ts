import type { Parse, Parsed } from "../../src/connector/connector.ts";
import type { Payload } from "../../src/connector/errors.ts";
import { answersBeside, OwnAnswer, withAnswers } from "../../src/connector/own-answers.ts";
import { collectPosts, problem } from "../../src/connector/parsed.ts";
import { lenient } from "../../src/connector/read.ts";
import { parseExact, readAnswer } from "./answer.ts";
import { type Entry, type Reading, readComment, readEntry } from "./comment.ts";
import type { DouyinSettings } from "./settings.ts";

/** A page of comments or replies as a walk needs it. */
export interface CommentPage extends Parsed {
  readonly entries: readonly Entry[];
  /** The county's answers on the page and, for a payload that was kept, those that stood on others. */
  readonly answers: readonly OwnAnswer[];
  /** Where the next page begins: opaque, every digit kept. Null at the end. */
  readonly next: string | null;
}

/**
 * Reads a page of comments or replies. An error inside status 200 and a missing list are named, never taken for "no
 * comments". The answers name neither video nor parent: both stand in `payload.request`, and may be missing there.
 */
export function readComments(payload: Payload, source: string, own: string | null): CommentPage {
  let entries: Entry[] = [];
  let next: string | null = null;
  const parsed = parseExact(payload, (root) => {
    const { data, extra, fault } = readAnswer(root);
    if (fault !== null) {
      const log = fault.logId === null ? "" : ` (log id ${fault.logId})`;
      return problem("platform-error", `the platform answers error ${fault.code}: ${fault.text}${log}`);
    }
    const { request } = payload;
    const reading: Reading = {
      source,
      own,
      itemId: request.item_id ?? null,
      title: request.title ?? null,
      url: request.share_url ?? null,
      parent: payload.kind === "replies" ? (request.comment_id ?? null) : null,
      parentText: request.comment_text ?? null,
      logId: lenient(() => extra.first("logid", "log_id").stringOrNull()),
      collectedAt: payload.collectedAt,
    };
    const items = data.at("list").list();
    entries = items.map((item) => lenient(() => readEntry(item, reading))).filter((entry) => entry !== null);
    next = data.at("has_more").value === true ? data.at("cursor").string() : null;
    return collectPosts(
      items,
      (item) => readComment(item, reading),
      (item) => item.at("comment_id").value,
    );
  });
  const answers = entries.map((entry) => entry.answer).filter((answer) => answer !== null);
  return { ...parsed, entries, answers: [...answers, ...answersBeside(payload, OwnAnswer)], next };
}

/** `comments` and `replies` of `heartbridge parse`: the county's answers on the page stand with what they answer. */
export const parseComments: Parse<DouyinSettings> = (payload, context) => {
  const own = payload.request.open_id ?? context.settings?.openId ?? null;
  const { posts, dropped, problem, answers } = readComments(payload, context.source, own);
  return { posts: posts.map((post) => withAnswers(post, answers)), dropped, problem };
};
