import type { RawPost } from "../record/raw-post.ts";
import { utc } from "../record/time.ts";
import {
  type BoardCursor,
  type BoardPolicy,
  contentDigest,
  failedNow,
  forget,
  foundGone,
  handedOn,
  type KnownPost,
  reasonToVisit,
  seen,
  toAskFor,
  toTryAgain,
} from "./board.ts";
import { BoardPage } from "./board-page.ts";
import type { ConnectorContext, Page, Parsed } from "./connector.ts";
import { Degraded, type Dropped, type Payload } from "./errors.ts";

/** A received payload and what it holds. */
export interface Reading {
  readonly payload: Payload;
  readonly parsed: Parsed;
}

/** One way through a board's list, until the board ends it or nothing new comes. */
export interface Sweep {
  /**
   * Shows every post of the window, newest first: what it does not meet may be gone, and it may not be empty all of a
   * sudden. Any other sweep (such as newest answers first) ends with its first page without news, however old its posts.
   */
  readonly complete: boolean;
  pages(): AsyncGenerator<Reading>;
}

/** A board as the kit polls it. */
export interface Board {
  readonly sweeps: readonly Sweep[];
  /** Asks for one post; `problem.reason` `gone` says that the platform no longer shows it. Null: the list has all. */
  readonly detail: ((externalId: string, facts: Readonly<Record<string, string>>) => Promise<Reading>) | null;
  /** What only the list tells and the detail's parse function needs, as part of `Payload.request`. */
  facts(row: RawPost): Record<string, string>;
  /** A post of which nothing is left but that it is gone. */
  withdrawn(externalId: string, postedAt: string, collectedAt: Date): RawPost;
  readonly policy: BoardPolicy;
}

/** Details that fail one after the other before the source counts as degraded: one may be a broken post. */
const FAILURES = 2;
/** Visits to one page of a poll. */
const BATCH = 20;
/** What a broken post cannot be the cause of. */
const AT_ONCE = new Set(["signature-refused", "refused", "login-page", "js-challenge", "blocked"]);
/** A list that shifts may repeat a short page; more repetitions are a loop. */
const REPEATED = 1;

/**
 * Polls a board: walks its list, reads the details of new, changed and due posts, and asks after those that vanished.
 * Each page's cursor knows exactly the posts that were handed on so far, so a poll may end anywhere and the next one
 * finds the rest. Posts that are as they were handed on before are not handed on again.
 */
export async function* pollBoard<S>(
  context: ConnectorContext<S>,
  start: BoardCursor,
  board: Board,
): AsyncGenerator<Page<BoardCursor>> {
  const now = context.now();
  const window = now.getTime() - board.policy.window;
  const since = new Date(start.since === null ? window : Math.min(window, Date.parse(start.since)));
  const walk = new Walk(context, start, board, since);
  const full = start.walked === null || now.getTime() - Date.parse(start.walked) >= board.policy.walkEvery;
  for (const sweep of board.sweeps) yield* walk.sweep(sweep, full);
  yield* walk.revisit(full);
  yield walk.end(full ? { walked: utc(now), since: null } : start);
}

/** The thin shell round the pure rules of `board.ts`: one poll's state. */
class Walk<S> {
  readonly #context: ConnectorContext<S>;
  readonly #board: Board;
  readonly #since: Date;
  readonly #met = new Set<string>();
  /** Posts that were new or changed at this poll. */
  readonly #news = new Set<string>();
  readonly #due: string[] = [];
  readonly #known: Map<string, KnownPost>;
  readonly #start: BoardCursor;
  #failures = 0;

  constructor(context: ConnectorContext<S>, cursor: BoardCursor, board: Board, since: Date) {
    this.#context = context;
    this.#board = board;
    this.#since = since;
    this.#known = new Map(Object.entries(cursor.known));
    this.#start = cursor;
  }

  async *sweep(sweep: Sweep, full: boolean): AsyncGenerator<Page<BoardCursor>> {
    const shown = new Set<string>();
    let repeated = 0;
    let first = true;
    for await (const list of sweep.pages()) {
      requireRows(list, sweep.complete && first && this.#known.size > 0);
      first = false;
      const posts = list.parsed.posts;
      repeated = posts.every((row) => shown.has(row.externalId)) ? repeated + 1 : 0;
      if (repeated > REPEATED)
        throw new Degraded("paging-loop", "the list shows the same page again and again", list.payload);
      for (const row of posts) shown.add(row.externalId);
      const inWindow = posts.filter((row) => this.#inWindow(row, sweep.complete));
      for (const row of inWindow) if (this.#isNews(row)) this.#news.add(row.externalId);
      // Lists shift while they are paged, so that a row may come twice.
      const page = new BoardPage(list);
      const rows = inWindow.filter((row) => !this.#met.has(row.externalId));
      yield* this.#keep(page, rows, (row) => this.#row(row, page));
      const news = posts.some((row) => this.#news.has(row.externalId));
      if (posts.length > 0 && (inWindow.length === 0 || !(news || (full && sweep.complete)))) return;
    }
  }

  /**
   * Visits open posts that are due, those whose detail failed before, and after a complete walk those that it did not meet. They come last: where the hour
   * has few details left, what is new goes first.
   */
  async *revisit(full: boolean): AsyncGenerator<Page<BoardCursor>> {
    if (this.#board.detail === null) return;
    const now = this.#context.now();
    const { policy } = this.#board;
    const unmet = full
      ? toAskFor(this.#cursor(), this.#met, this.#since, now, policy)
      : toTryAgain(this.#cursor(), this.#met, now, policy);
    const ids = [...unmet, ...this.#due];
    for (let from = 0; from < ids.length && this.#context.http.detailsLeft() > 0; from += BATCH) {
      const page = new BoardPage();
      yield* this.#keep(page, ids.slice(from, from + BATCH), async (id) => {
        if (this.#context.http.detailsLeft() > 0) await this.#visit(id, page, this.#known.get(id) as KnownPost);
      });
    }
  }

  /** The last page: what nobody needs any more is forgotten. */
  end({ walked, since }: Pick<BoardCursor, "walked" | "since">): Page<BoardCursor> {
    return new BoardPage().with({ known: forget(this.#cursor().known, this.#context.now()), walked, since });
  }

  /** Works through items to one page. What was read before a refusal is handed on before it is raised. */
  async *#keep<T>(
    page: BoardPage,
    items: readonly T[],
    work: (item: T) => Promise<void>,
  ): AsyncGenerator<Page<BoardCursor>> {
    let failure: unknown = null;
    for (const item of items) {
      try {
        await work(item);
      } catch (error) {
        failure = error;
        break;
      }
    }
    if (page.worthKeeping) yield page.with(this.#cursor());
    if (failure !== null) throw failure;
  }

  async #row(row: RawPost, page: BoardPage): Promise<void> {
    const id = row.externalId;
    this.#met.add(id);
    const now = this.#context.now();
    const known = this.#known.get(id);
    const next = seen(known, row, this.#board.facts(row), now);
    const reason = reasonToVisit(known, row, now, this.#board.policy);
    if (this.#board.detail === null) this.#handOn(id, next, row, page, null);
    else if (reason === null || reason === "due") {
      // The detail knows better than the row whether the office has finished.
      this.#known.set(id, { ...next, open: known?.open ?? next.open });
      if (reason === "due") this.#due.push(id);
      // Without a detail left the post stays as it was known, so that a later poll finds it again.
    } else if (this.#context.http.detailsLeft() > 0) await this.#visit(id, page, next);
  }

  async #visit(id: string, page: BoardPage, known: KnownPost): Promise<void> {
    const reading = await (this.#board.detail as NonNullable<Board["detail"]>)(id, known.facts);
    const now = this.#context.now();
    page.visit(reading.payload);
    const post = reading.parsed.posts[0];
    if (post !== undefined) {
      this.#failures = 0;
      this.#handOn(id, known, post, page, now);
    } else if (reading.parsed.problem?.reason === "gone") {
      this.#gone(id, known, reading.payload, page);
    } else {
      page.dropped.push(this.#failed(id, known, reading));
    }
  }

  #handOn(id: string, known: KnownPost, post: RawPost, page: BoardPage, visited: Date | null): void {
    if (known.content !== contentDigest(post)) page.posts.push(post);
    this.#known.set(id, handedOn(known, post, visited));
  }

  #gone(id: string, known: KnownPost, payload: Payload, page: BoardPage): void {
    const now = this.#context.now();
    const next = foundGone(known, now, this.#board.policy);
    if (next !== "withdrawn") {
      // The list still shows it: its page may only not be there yet.
      this.#known.set(id, this.#met.has(id) ? failedNow(next, now) : next);
      return;
    }
    if (known.content !== null) page.posts.push(this.#board.withdrawn(id, known.postedAt, payload.collectedAt));
    this.#known.delete(id);
  }

  #failed(id: string, known: KnownPost, { payload, parsed }: Reading): Dropped {
    const first = parsed.dropped[0];
    const reason = parsed.problem?.reason ?? first?.reason ?? "no-post";
    const message = parsed.problem?.message ?? first?.message ?? "the detail holds no post";
    if (AT_ONCE.has(reason)) throw new Degraded(reason, message, payload);
    this.#known.set(id, failedNow(known, this.#context.now()));
    // A post that failed before says nothing about the source.
    if (known.failed === 0) this.#failures++;
    if (this.#failures >= FAILURES) throw new Degraded(reason, message, payload);
    return { externalId: id, reason, path: first?.path ?? "", message };
  }

  #cursor(): BoardCursor {
    return { ...this.#start, known: Object.fromEntries(this.#known) };
  }

  /** A complete sweep goes by the time of writing, any other by the last reply's. */
  #inWindow(row: RawPost, complete: boolean): boolean {
    const { repliedAt } = row.extensions;
    const time = !complete && typeof repliedAt === "string" ? repliedAt : row.postedAt;
    return Date.parse(time) >= this.#since.getTime();
  }

  #isNews(row: RawPost): boolean {
    return this.#known.get(row.externalId)?.row !== contentDigest(row);
  }
}

/** A silent source is the worst failure: a page that cannot be read, or shows none where there were posts, is named. */
function requireRows({ payload, parsed }: Reading, expected: boolean): void {
  const { problem, posts, dropped } = parsed;
  if (problem !== null) throw new Degraded(problem.reason, problem.message, payload);
  const first = dropped[0];
  if (first !== undefined && dropped.length > posts.length) {
    const share = `${dropped.length} of ${dropped.length + posts.length} rows cannot be read`;
    throw new Degraded(first.reason, `${share}: ${first.message}`, payload);
  }
  if (expected && posts.length === 0) {
    throw new Degraded("empty-list", "the list shows no posts although there were some before", payload);
  }
}
