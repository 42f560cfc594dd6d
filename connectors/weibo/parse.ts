import type { Parse, Parsed } from "../../src/connector/connector.ts";
import type { Payload } from "../../src/connector/errors.ts";
import { exactIntegers } from "../../src/connector/exact-integers.ts";
import { answersBeside, withAnswers } from "../../src/connector/own-answers.ts";
import { collectPosts, parseJson, problem } from "../../src/connector/parsed.ts";
import { type Field, FieldError, lenient } from "../../src/connector/read.ts";
import { readComment, readOwnAnswer, WeiboAnswer } from "./comment.ts";
import { idOf, type Reading } from "./fields.ts";
import { inferOwnAccount } from "./own-account.ts";
import type { WeiboSettings } from "./settings.ts";
import { readStatus } from "./status.ts";

/** A page as the poll needs it: what `parse` gives, the account's own answers, and every id for the paging. */
export interface WeiboPage extends Parsed {
  readonly answers: readonly WeiboAnswer[];
  readonly ids: readonly bigint[];
}

/**
 * Reads an envelope (`statuses` or `comments`), a bare list of comments (`comments/show_batch`) or a single post
 * (`statuses/show`). An error body, a page of another form and a missing list are named, never taken for "nothing new".
 */
export function readPage(payload: Payload, source: string, own: string | null): WeiboPage {
  let answers: WeiboAnswer[] = [];
  let ids: bigint[] = [];
  const parsed = parseJson(exactIntegers(payload), (root) => {
    const fault = errorOf(root);
    if (fault !== null) return problem("platform-error", `the platform answers error ${fault.code}: ${fault.text}`);
    const { items, comments } = itemsOf(root);
    ids = items.map((item) => lenient(() => BigInt(idOf(item)))).filter((id) => id !== null);
    const reading: Reading = {
      source,
      own: own ?? (comments && payload.kind === "comments" ? inferOwnAccount(items) : null),
      list: payload.request.list ?? null,
      channel: payload.kind === "comments" ? "comment" : "mention",
      collectedAt: payload.collectedAt,
    };
    if (!comments) return collectPosts(items, (item) => readStatus(item, reading), rawId);
    answers = items.map((item) => lenient(() => readOwnAnswer(item, reading))).filter((answer) => answer !== null);
    return collectPosts(items, (item) => readComment(item, reading), rawId);
  });
  return { ...parsed, answers: [...answers, ...answersBeside(payload, WeiboAnswer)], ids };
}

/** `mentions` and `comments` of `heartbridge parse`: own answers found on the page stand with what they answer. */
export const parsePage: Parse<WeiboSettings> = (payload, context) => {
  const page = readPage(payload, context.source, payload.request.uid ?? context.settings?.uid ?? null);
  return {
    posts: page.posts.map((post) => withAnswers(post, page.answers)),
    dropped: page.dropped,
    problem: page.problem,
  };
};

/** An error body: with status 4xx or 200, its code a number or a string (platform sheet §8). */
export function errorOf(root: Field): { code: number; text: string } | null {
  const code = lenient(() => root.at("error_code").numberOrNull());
  const text = lenient(() => root.at("error").stringOrNull());
  if (code === null || code === 0) return null;
  return { code, text: text ?? lenient(() => root.at("error_description").stringOrNull()) ?? "" };
}

function itemsOf(root: Field): { items: Field[]; comments: boolean } {
  if (Array.isArray(root.value)) return { items: root.list(), comments: true };
  if (root.at("statuses").present) return { items: root.at("statuses").list(), comments: false };
  if (root.at("comments").present) return { items: root.at("comments").list(), comments: true };
  if (root.at("created_at").present) return { items: [root], comments: false };
  throw new FieldError("missing-field", "statuses", "neither statuses nor comments stands in the answer");
}

const rawId = (item: Field): unknown => item.at("idstr").value ?? item.at("mid").value ?? item.at("id").value;
