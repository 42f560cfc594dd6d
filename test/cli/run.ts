import { PassThrough, Readable } from "node:stream";
import { runCli } from "../../src/cli/run.ts";

/** What a run of the program left behind. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly bytes: Buffer;
  readonly err: string;
}

/** How the program is run. */
export interface RunOptions {
  readonly stdin?: string | Buffer;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly interrupt?: AbortSignal;
  /** Sees stdout as it grows. */
  readonly onOutput?: (text: string) => void;
}

/** Runs the program in this process, with streams of its own. Nothing listens on the address where it looks for a daemon. */
export async function run(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  stdout.on("data", (chunk: Buffer) => {
    out.push(chunk);
    options.onOutput?.(Buffer.concat(out).toString("utf8"));
  });
  stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const code = await runCli(words, {
    stdin: Readable.from(options.stdin === undefined ? [] : [Buffer.from(options.stdin)]),
    stdout,
    stderr,
    env: { HEARTBRIDGE_API: "http://127.0.0.1:9", ...options.env },
    cwd: options.cwd ?? process.cwd(),
    ...(options.interrupt === undefined ? {} : { interrupt: options.interrupt }),
  });
  const bytes = Buffer.concat(out);
  return { code, out: bytes.toString("utf8"), bytes, err: Buffer.concat(err).toString("utf8") };
}

/** JSON lines as values. */
export function jsonLines<T>(text: string): T[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}
