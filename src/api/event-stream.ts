import type { Feed } from "../store/store.ts";

/** Silence after which a comment shows that the connection lives. */
export const HEARTBEAT_MILLISECONDS = 15_000;
/** Events read at once; a reader slower than that is waited for, because the stream is pulled. */
const READ = 100;

/**
 * The feed as the text of server-sent events. `id` is the seq and `data` the FeedEvent; there is no `event` line, so
 * that a browser's `onmessage` gets every type.
 * @param after the position to begin after
 * @param signal ends the stream
 */
export async function* eventStream(feed: Feed, after: number, signal: AbortSignal): AsyncGenerator<string> {
  let position = after;
  yield `retry: 3000\n: after ${position}\n\n`;
  let spoken = performance.now();
  while (!signal.aborted) {
    const items = await feed.read(position, READ);
    const silence = performance.now() - spoken;
    const last = items.at(-1);
    if (last !== undefined) {
      position = last.seq;
      yield items.map((event) => `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`).join("");
      spoken = performance.now();
    } else if (silence >= HEARTBEAT_MILLISECONDS) {
      yield ": heartbeat\n\n";
      spoken = performance.now();
    } else {
      await feed.wait(position, HEARTBEAT_MILLISECONDS - silence, signal);
    }
  }
}
