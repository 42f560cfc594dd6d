import type { Readable, Writable } from "node:stream";
import { OutputClosed } from "./failure.ts";

/** What a command meets of the world: the process's own in `main.ts`, streams of their own in tests. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Ends what would go on for ever (`start`, `feed --follow`). The process's SIGINT and SIGTERM unless given. */
  readonly interrupt?: AbortSignal;
}

/** What every command's handler is given. */
export interface Context {
  readonly io: Io;
  /** Writes a result to stdout, and waits while the reader is slower. Throws `OutputClosed` when nobody reads any more. */
  print(text: string): Promise<void>;
  /** Writes talk to stderr, as a line. */
  say(text: string): void;
  /** Shows how far a command has come, over the last such line; only on a terminal. */
  progress(text: string): void;
}

/** Makes a context. A reader that goes away (`| head`) is no error, but ends the command. */
export function createContext(io: Io): Context {
  let closed = false;
  let shown = false;
  io.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    closed = true;
  });
  const clear = () => {
    if (shown) io.stderr.write("\r\u001b[K");
    shown = false;
  };
  return {
    io,
    async print(text) {
      if (closed) throw new OutputClosed();
      clear();
      if (io.stdout.write(text)) return;
      await new Promise<void>((resolve) => {
        const done = () => {
          io.stdout.off("drain", done).off("error", done).off("close", done);
          resolve();
        };
        io.stdout.once("drain", done).once("error", done).once("close", done);
      });
    },
    say(text) {
      clear();
      io.stderr.write(`${text}\n`);
    },
    progress(text) {
      if (io.stderr.isTTY !== true) return;
      io.stderr.write(`\r\u001b[K${text}`);
      shown = true;
    },
  };
}

/** An end that comes from outside: the given signal, else SIGINT or SIGTERM of the process. */
export function interruption(io: Io): AbortSignal {
  if (io.interrupt !== undefined) return io.interrupt;
  const controller = new AbortController();
  const abort = () => controller.abort();
  process.once("SIGINT", abort).once("SIGTERM", abort);
  return controller.signal;
}
