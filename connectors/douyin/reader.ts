import { createHash } from "node:crypto";
import { Degraded, type Payload } from "../../src/connector/errors.ts";
import { withAnswers, withContext } from "../../src/connector/own-answers.ts";
import type { RawPost } from "../../src/record/raw-post.ts";
import { ask, type DouyinContext } from "./client.ts";
import type { Video } from "./cursor.ts";
import { type CommentPage, readComments } from "./parse.ts";

/** A payload with what it holds. */
export interface Reading {
  readonly payload: Payload;
  readonly page: CommentPage;
}

/** Asks for one video's pages. */
export class Reader {
  readonly #context: DouyinContext;
  readonly #itemId: string;
  readonly #about: Readonly<Record<string, string>>;
  readonly #asked = new Set<string>();

  constructor(context: DouyinContext, itemId: string, video: Video) {
    this.#context = context;
    this.#itemId = itemId;
    this.#about = { ...(video.title ? { title: video.title } : {}), ...(video.url ? { share_url: video.url } : {}) };
  }

  /** A page of first-level comments, newest first. */
  comments(cursor: string): Promise<Reading> {
    return this.#read("comments", { cursor, sort_type: "time" }, this.#about);
  }

  /** All replies to one comment of a page, page by page. */
  async replies(commentId: string, list: CommentPage): Promise<Reading[]> {
    const text = list.posts.find((post) => post.externalId === commentId)?.text;
    const about = text === undefined ? this.#about : { ...this.#about, comment_text: text };
    const readings: Reading[] = [];
    for (let cursor: string | null = "0"; cursor !== null; ) {
      const reading: Reading = await this.#read("replies", { comment_id: commentId, cursor, sort_type: "time" }, about);
      readings.push(reading);
      cursor = reading.page.next;
    }
    return readings;
  }

  async #read(
    kind: "comments" | "replies",
    params: Readonly<Record<string, string>>,
    about: Readonly<Record<string, string>>,
  ): Promise<Reading> {
    const payload = await ask(this.#context, kind, { item_id: this.#itemId, ...params }, about);
    const place = [kind, params.comment_id, params.cursor].join(" ");
    if (this.#asked.has(place)) throw new Degraded("paging-stuck", `the list of ${kind} repeats a cursor`, payload);
    this.#asked.add(place);
    const page = readComments(payload, this.#context.source, this.#context.settings.openId);
    if (page.problem !== null) throw new Degraded(page.problem.reason, page.problem.message, payload);
    const first = page.dropped[0];
    if (first !== undefined && page.dropped.length > page.entries.length) {
      throw new Degraded(first.reason, `${page.dropped.length} comments cannot be read: ${first.message}`, payload);
    }
    return { payload, page };
  }
}

/**
 * Notes what was read in `video.known`, and gives the posts that say something new, each with the county's answers, and
 * the payloads with the answers that stood on other pages. A comment with replies counts only where they were read too.
 */
export function takeNews(video: Video, readings: readonly Reading[]): { posts: RawPost[]; raw: Payload[] } {
  const answers = readings.flatMap(({ page }) => page.answers);
  const read = new Set(readings.map(({ payload }) => payload.request.comment_id));
  const posts: RawPost[] = [];
  const raw: Payload[] = [];
  for (const { payload, page } of readings) {
    const whole = page.entries.filter((entry) => entry.total === 0 || read.has(entry.id));
    for (const { id, at, total } of whole) {
      video.known[id] = { at, mark: video.known[id]?.mark ?? "", total, missing: video.known[id]?.missing ?? null };
    }
    const ids = new Set(whole.map((entry) => entry.id));
    for (const bare of page.posts.filter((post) => ids.has(post.externalId))) {
      const post = withAnswers(bare, answers);
      const known = video.known[post.externalId];
      if (known === undefined || known.mark === markOf(post)) continue;
      known.mark = markOf(post);
      posts.push(post);
    }
    raw.push(
      withContext(
        payload,
        answers.filter((answer) => ids.has(answer.to)),
      ),
    );
  }
  return { posts, raw };
}

/** A short hash over what the citizen and the office said: the same mark means that nothing is new. */
function markOf(post: RawPost): string {
  const said = [post.text, post.official?.replies.map((reply) => [reply.externalId, reply.text])];
  return createHash("sha256").update(JSON.stringify(said)).digest("base64url").slice(0, 10);
}
