import type { ServerResponse } from "node:http";

/** The requests that wait for news, so that a lost connection or a closing API ends their waiting at once. */
export class Followers {
  readonly #waiting = new Set<AbortController>();
  #closing = false;

  /**
   * @param response the answer that somebody waits for
   * @returns a signal that ends when the response is over, its connection is lost, or the API closes
   */
  follow(response: ServerResponse): AbortSignal {
    const controller = new AbortController();
    this.#waiting.add(controller);
    response.once("close", () => {
      this.#waiting.delete(controller);
      controller.abort();
    });
    if (this.#closing || response.destroyed) controller.abort();
    return controller.signal;
  }

  /** Ends every waiting, now and from now on. */
  close(): void {
    this.#closing = true;
    for (const controller of this.#waiting) controller.abort();
  }
}
