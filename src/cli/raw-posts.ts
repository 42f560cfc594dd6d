import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { RejectedLine } from "../api/ports.ts";
import { type ApiClient, ApiProblem } from "./client.ts";
import { Failure } from "./failure.ts";
import type { Context } from "./io.ts";
import { linesOf, textOf } from "./lines.ts";

/** The API takes 32 MiB at once; smaller parts let the pipeline begin sooner. */
const PART_LINES = 1000;
const PART_BYTES = 8 * 1024 * 1024;
/** A single line must fit into a request, with room for nothing else. */
const MOST_LINE_BYTES = 31 * 1024 * 1024;

/** What became of an input. */
export interface Sent {
  readonly accepted: number;
  readonly rejected: RejectedLine[];
  /** Ids of the archived batches, to ask about. */
  readonly batches: string[];
}

interface Answer {
  readonly accepted: number;
  readonly rejected: readonly RejectedLine[];
  readonly batches: readonly string[];
}

/** Posts an input in parts, in order, and reports each wrong line with its number within the input. */
export async function sendParts(context: Context, client: ApiClient, input: Readable): Promise<Sent> {
  const rejected: RejectedLine[] = [];
  const batches: string[] = [];
  let accepted = 0;
  const reject = (line: RejectedLine) => {
    rejected.push(line);
    context.say(`line ${line.line}: ${[line.path, line.message].filter((text) => text !== "").join(": ")}`);
  };
  for await (const { firstLine, lines } of partsOf(input, reject)) {
    const answer = await post(client, firstLine, lines);
    accepted += answer.accepted;
    batches.push(...answer.batches);
    answer.rejected.forEach(reject);
    context.progress(`${accepted} posts are in`);
  }
  return { accepted, rejected, batches };
}

/** A line that cannot be sent is left out and told; an empty one takes its place, so that the numbers stay right. */
async function* partsOf(input: Readable, reject: (line: RejectedLine) => void) {
  let lines: Buffer[] = [];
  let bytes = 0;
  let firstLine = 1;
  for await (const line of linesOf(input)) {
    if (lines.length >= PART_LINES || (lines.length > 0 && bytes + line.length > PART_BYTES)) {
      yield { firstLine, lines };
      firstLine += lines.length;
      [lines, bytes] = [[], 0];
    }
    const fault = faultOf(line);
    if (fault !== null) reject({ line: firstLine + lines.length, path: "", message: fault });
    lines.push(fault === null ? line : Buffer.alloc(0));
    bytes += line.length + 1;
  }
  if (lines.length > 0) yield { firstLine, lines };
}

function faultOf(line: Buffer): string | null {
  if (line.length > MOST_LINE_BYTES) return `not sent: the line has ${line.length} bytes, the API takes 32 MiB`;
  return textOf(line) === null ? "not sent: the line is not UTF-8; save the file as UTF-8" : null;
}

async function post(client: ApiClient, firstLine: number, lines: readonly Buffer[]): Promise<Answer> {
  if (lines.every((line) => line.length === 0)) return { accepted: 0, rejected: [], batches: [] };
  const newline = Buffer.from("\n");
  try {
    return await client.postLines(
      "/v1/raw-posts",
      { firstLine },
      Buffer.concat(lines.flatMap((line) => [line, newline])),
    );
  } catch (error) {
    // Every line of the part was wrong; the others of the input go on.
    const rejected = error instanceof ApiProblem && error.status === 422 ? error.problem.rejected : undefined;
    if (Array.isArray(rejected)) return { accepted: 0, rejected: rejected as RejectedLine[], batches: [] };
    throw error;
  }
}

/** Batches asked about at once. */
const ASKED = 200;
/** With no batch committed for so long, something is wrong that waiting does not mend. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Resolves once every batch is committed.
 * @throws Failure when none is for ten minutes
 */
export async function untilCommitted(context: Context, client: ApiClient, batches: readonly string[]): Promise<void> {
  let waiting = [...new Set(batches)];
  const all = waiting.length;
  let progressed = Date.now();
  for (let pause = 20; waiting.length > 0; pause = Math.min(pause * 2, 250)) {
    const asked = waiting.slice(0, ASKED);
    const { items } = await client.get<{ items: { id: string; state: string }[] }>("/v1/raw-posts/batches", {
      id: asked,
    });
    // What was accepted and is not known any more was committed and then removed: it held an erased message's post.
    const pending = new Set(items.filter(({ state }) => state === "pending").map(({ id }) => id));
    if (pending.size < asked.length) progressed = Date.now();
    waiting = waiting.filter((id, at) => at >= asked.length || pending.has(id));
    context.progress(`${all - waiting.length} of ${all} batches are committed`);
    if (Date.now() - progressed > PATIENCE_MS) {
      throw new Failure(
        `${waiting.length} batches are not committed after ten minutes; they are safe, see: heartbridge status`,
      );
    }
    if (pending.size > 0) await delay(pause);
  }
}
