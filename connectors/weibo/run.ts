import { createHash } from "node:crypto";
import type { Page } from "../../src/connector/connector.ts";
import { Degraded, type Payload } from "../../src/connector/errors.ts";
import { withAnswers, withContext } from "../../src/connector/own-answers.ts";
import type { RawPost } from "../../src/record/raw-post.ts";
import { type TokenInfo, unreadCounters } from "./account.ts";
import { Refused, type WeiboContext } from "./client.ts";
import type { WeiboAnswer } from "./comment.ts";
import type { ListName, WeiboCursor } from "./cursor.ts";
import { readPage, type WeiboPage } from "./parse.ts";

/** One poll under way. `cursor` is its draft: a copy of it goes out with each page. */
export interface Run {
  readonly context: WeiboContext;
  readonly uid: string;
  readonly cursor: WeiboCursor;
  readonly unread: Record<ListName, number> | null;
  /** The account's own answers that this poll has seen, by the id of what they answer. */
  readonly answers: Map<string, WeiboAnswer[]>;
  /** Ids that this poll has seen listed. */
  readonly seen: Set<string>;
  /** Lists whose wide reading this poll completed, with the id it reached down to. */
  readonly wide: Map<ListName, bigint>;
  /** Interfaces that refused: raised when all others are done. */
  readonly refusals: Error[];
  /** The cursor as it last went out, to see whether anything is left to say. */
  sent: string;
}

/** Begins a poll: forgets what is watched no longer, and asks the counters. */
export async function beginRun(context: WeiboContext, cursor: WeiboCursor, token: TokenInfo): Promise<Run> {
  const draft: WeiboCursor = { ...structuredClone(cursor), token };
  const oldest = new Date(context.now().getTime() - context.settings.watchFor).toISOString();
  for (const [id, item] of Object.entries(draft.known)) if (item.at < oldest) delete draft.known[id];
  for (const [id, state] of Object.entries(draft.answers))
    if (!(id in draft.known) && !state.due) delete draft.answers[id];
  return {
    context,
    uid: token.uid,
    cursor: draft,
    unread: await unreadCounters(context, token.uid),
    answers: new Map(),
    seen: new Set(),
    wide: new Map(),
    refusals: [],
    sent: JSON.stringify(cursor),
  };
}

/** A payload with what it holds. */
export interface Reading {
  readonly payload: Payload;
  readonly page: WeiboPage;
}

/** Reads a payload's items; the page as a whole being wrong, or most of its items, ends the poll. */
export function readWhole(run: Run, payload: Payload): Reading {
  const page = readPage(payload, run.context.source, run.uid);
  if (page.problem !== null) throw new Degraded(page.problem.reason, page.problem.message, payload);
  const first = page.dropped[0];
  if (first !== undefined && page.dropped.length > page.posts.length + page.answers.length) {
    throw new Degraded(first.reason, `${page.dropped.length} items cannot be read: ${first.message}`, payload);
  }
  for (const answer of page.answers) noteAnswer(run, answer);
  return { payload, page };
}

/**
 * The posts that say something new, each with all its answers. A post whose answers are not all in hand is held back:
 * it stays `due` in the cursor, and `repairAnswers` hands it on whole.
 */
export function newPosts(run: Run, posts: readonly RawPost[], list: ListName): RawPost[] {
  const fresh: RawPost[] = [];
  const watched = new Date(run.context.now().getTime() - run.context.settings.watchFor).toISOString();
  for (const bare of posts) {
    const id = bare.externalId;
    run.seen.add(id);
    const inHand = run.answers.get(id) ?? [];
    const state = run.cursor.answers[id];
    if (state !== undefined) {
      state.due = !state.ids.every((answer) => inHand.some((own) => own.reply.externalId === answer));
      if (state.due) {
        state.addressed = true;
        continue;
      }
    }
    const post = withAnswers(bare, inHand);
    const mark = markOf(post);
    const known = run.cursor.known[id];
    if (known?.mark === mark) continue;
    if (post.postedAt >= watched) {
      run.cursor.known[id] = { list: known?.list ?? list, at: post.postedAt, edited: post.editedAt ?? null, mark };
    }
    fresh.push(post);
  }
  return fresh;
}

/** A page with the cursor as it now stands; each payload keeps the answers beside it that stood elsewhere. */
export function pageOf(run: Run, posts: RawPost[], readings: readonly Reading[]): Page<WeiboCursor> {
  run.sent = JSON.stringify(run.cursor);
  const raw = readings.map(({ payload, page }) =>
    withContext(
      payload,
      page.posts.flatMap((post) => run.answers.get(post.externalId) ?? []),
    ),
  );
  return { posts, dropped: readings.flatMap(({ page }) => page.dropped), raw, cursor: structuredClone(run.cursor) };
}

/** Lets one interface refuse without stopping the others. */
export async function* unlessRefused(
  run: Run,
  pages: AsyncGenerator<Page<WeiboCursor>>,
): AsyncGenerator<Page<WeiboCursor>> {
  try {
    yield* pages;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    run.refusals.push(error.consequence);
  }
}

function noteAnswer(run: Run, answer: WeiboAnswer): void {
  const id = answer.reply.externalId ?? "";
  const inHand = run.answers.get(answer.to) ?? [];
  if (!inHand.some((own) => own.reply.externalId === id)) run.answers.set(answer.to, [...inHand, answer]);
  const state = run.cursor.answers[answer.to];
  if (state?.ids.includes(id)) return;
  const addressed = answer.underOwnPost || (state?.addressed ?? false);
  run.cursor.answers[answer.to] = { to: answer.toKind, addressed, ids: [...(state?.ids ?? []), id], due: true };
}

/** A short hash over what the citizen and the office said: the same mark means that nothing is new. */
function markOf(post: RawPost): string {
  const said = [
    post.text,
    post.editedAt,
    post.withdrawn,
    post.official?.replies.map((reply) => [reply.externalId, reply.text]),
  ];
  return createHash("sha256").update(JSON.stringify(said)).digest("base64url").slice(0, 10);
}
