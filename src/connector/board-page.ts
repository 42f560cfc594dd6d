import type { RawPost } from "../record/raw-post.ts";
import type { BoardCursor } from "./board.ts";
import type { Page, Parsed } from "./connector.ts";
import type { Dropped, Payload } from "./errors.ts";

/** A page of a board's poll while it is being put together. */
export class BoardPage {
  readonly posts: RawPost[] = [];
  readonly dropped: Dropped[] = [];
  readonly #list: Payload | null;
  readonly #details: Payload[] = [];

  /** @param list the list page that called for it, if there is one */
  constructor(list?: { payload: Payload; parsed: Parsed }) {
    this.#list = list?.payload ?? null;
    this.dropped.push(...(list?.parsed.dropped ?? []));
  }

  /** A detail was read for this page. */
  visit(detail: Payload): void {
    this.#details.push(detail);
  }

  /** Something was read that the next poll need not read again. */
  get worthKeeping(): boolean {
    return this.posts.length > 0 || this.dropped.length > 0 || this.#details.length > 0;
  }

  /** The finished page. What nothing followed from is not kept: the archive would fill with unchanged pages. */
  with(cursor: BoardCursor): Page<BoardCursor> {
    const bare = this.posts.length === 0 && this.dropped.length === 0;
    const raw = bare ? [] : [...(this.#list === null ? [] : [this.#list]), ...this.#details];
    return { posts: this.posts, dropped: this.dropped, raw, cursor };
  }
}
