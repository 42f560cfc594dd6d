import type { FeedEvent } from "../../record/feed-event.ts";
import type { Feed } from "../store.ts";
import type { Connection } from "./connection.ts";
import { FEED_CHANNEL } from "./lane.ts";

/** A waiting reader looks by itself this often: a notification may be lost with its connection. */
const LOOK_EVERY_MS = 1_000;

/** The feed; each method's promise stands at the port. */
export async function feedOf(connection: Connection): Promise<Feed> {
  const { run } = connection;
  const waiting = new Set<() => void>();
  await connection.listen(FEED_CHANNEL, () => {
    for (const wake of [...waiting]) wake();
  });

  async function lastSeq(): Promise<number> {
    const { rows } = await run<{ seq: number }>("SELECT seq FROM heartbridge.lane");
    return rows[0]?.seq ?? 0;
  }

  return {
    lastSeq,
    async read(after, limit) {
      const { rows } = await run<FeedEvent>(
        "SELECT seq, type, at, message FROM heartbridge.events WHERE seq > $1 ORDER BY seq LIMIT $2",
        [after, limit],
      );
      return rows;
    },
    async wait(after, milliseconds, signal) {
      const until = Date.now() + milliseconds;
      while (!signal.aborted && Date.now() < until) {
        const woken = wakeUp(waiting, Math.min(LOOK_EVERY_MS, until - Date.now()), signal);
        // Registered before looking, so that an event between the look and the wait is not slept through.
        if ((await lastSeq().catch(() => 0)) > after) return;
        await woken;
      }
    },
  };
}

function wakeUp(waiting: Set<() => void>, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      waiting.delete(wake);
      clearTimeout(timer);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    signal.addEventListener("abort", wake, { once: true });
    waiting.add(wake);
  });
}
