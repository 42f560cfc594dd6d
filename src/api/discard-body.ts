import type { IncomingMessage } from "node:http";

/** The most that is read into nothing: twice the largest body that any route takes. */
const MOST_BYTES = 64 * 1024 * 1024;
/** A sender that pauses for so long waits for the answer. */
const PAUSE_MILLISECONDS = 500;

/**
 * Reads the rest of a refused request's body into nothing. Many clients send everything before they read: a connection
 * that closes under them shows them a broken pipe instead of the reason.
 */
export function discardBody(raw: IncomingMessage): Promise<void> {
  const hasBody = raw.headers["content-length"] !== undefined || raw.headers["transfer-encoding"] !== undefined;
  if (!hasBody || raw.complete || raw.readableEnded || raw.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let left = MOST_BYTES;
    const read = (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) stop();
      else pause.refresh();
    };
    const stop = () => {
      clearTimeout(pause);
      raw.off("data", read).off("end", stop).off("close", stop);
      resolve();
    };
    const pause = setTimeout(stop, PAUSE_MILLISECONDS);
    raw.on("data", read).once("end", stop).once("close", stop);
  });
}
