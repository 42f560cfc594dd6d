import type { RawPost } from "../record/raw-post.ts";
import type { BoardCursor } from "./board.ts";
import type { Page, Parsed } from "./connector.ts";
import type { Dropped, Payload } from "./errors.ts";

/** A page of a board's poll while it is being put together. */
export class BoardPage {
  readonly posts: RawPost[] = [];
  readonly dropped: Dropped[] = [];
  readonly raw: Payload[] = [];
  readonly #list: Payload | null;

  /** @param list the list page that called for it, if there is one */
  constructor(list?: { payload: Payload; parsed: Parsed }) {
    this.#list = list?.payload ?? null;
    this.dropped.push(...(list?.parsed.dropped ?? []));
  }

  /** Something was read that the next poll need not read again. */
  get worthKeeping(): boolean {
    return this.posts.length > 0 || this.dropped.length > 0 || this.raw.length > 0;
  }

  /** The finished page; an unchanged list page is not kept, because nothing follows from it. */
  with(cursor: BoardCursor): Page<BoardCursor> {
    const list = this.#list !== null && this.worthKeeping ? [this.#list] : [];
    return { posts: this.posts, dropped: this.dropped, raw: [...list, ...this.raw], cursor };
  }
}
