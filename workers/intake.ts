import type { Intake, RejectedLine } from "../src/api/ports.ts";
import type { Vault } from "../src/privacy/seal.ts";
import type { Queues } from "../src/queue/queue.ts";
import { RawPost } from "../src/record/raw-post.ts";
import type { Store } from "../src/store/store.ts";
import type { Telemetry } from "../src/telemetry.ts";
import { chunksOf, enqueueBatch, sealBatch } from "./batch.ts";
import { deadLetter } from "./dead-letter.ts";

/** What intake works with. */
export interface IntakeTools {
  readonly store: Store;
  readonly queues: Queues;
  readonly vault: Vault;
  readonly telemetry: Telemetry;
  readonly now: () => Date;
}

/** The source's name for batches handed in from outside: their posts name sources of their own. */
const INGEST = "ingest";

/**
 * Takes RawPost lines from outside. Good lines are in the archive when it returns, wrong ones in the dead letters. A queue
 * that does not answer costs nothing: the sweep finds the archived batch.
 */
export function createIntake(tools: IntakeTools): Intake {
  const { store, queues, vault, telemetry, now } = tools;
  return {
    async accept(lines, firstLine) {
      const posts: RawPost[] = [];
      const rejected: RejectedLine[] = [];
      const letters = [];
      for (const [index, text] of lines.entries()) {
        if (text.trim() === "") continue;
        const line = firstLine + index;
        const read = readPost(text);
        if ("post" in read) {
          posts.push(read.post);
          continue;
        }
        rejected.push({ line, path: read.path, message: read.message });
        const failure = {
          stage: "ingest",
          source: INGEST,
          batch: null,
          line,
          code: "not-a-raw-post",
          payload: text,
        } as const;
        letters.push(deadLetter(vault, { ...failure, path: read.path, message: read.message }, now()));
      }
      const batches = [...chunksOf(posts)].map((chunk) => sealBatch(vault, INGEST, chunk, [], now()));
      for (const batch of batches) await store.archive.put(batch);
      await store.dead.add(letters);
      telemetry.linesRejected(rejected.length);
      const states = await store.archive.states(batches.map((batch) => batch.id));
      for (const batch of batches.filter(({ id }) => states.get(id) === "pending")) {
        await enqueueBatch(queues, batch.id).catch((error: Error) => telemetry.queueTroubled("ingest", error));
      }
      return { accepted: posts.length, rejected, batches: batches.map((batch) => batch.id) };
    },
  };
}

/** Reads one line; where it is no RawPost, says the path of the first wrong field and every fault. */
export function readPost(text: string): { post: RawPost } | { path: string; message: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { path: "(line)", message: notJson(error as SyntaxError) };
  }
  const parsed = RawPost.safeParse(value);
  if (parsed.success) return { post: parsed.data };
  const faults = parsed.error.issues.map((issue) => ({
    path: issue.path.join(".") || "(line)",
    message: issue.message,
  }));
  return {
    path: faults[0]?.path ?? "(line)",
    message: faults.map((fault, at) => (at === 0 ? fault.message : `${fault.path}: ${fault.message}`)).join("; "),
  };
}

/** The parser's own message quotes the line, and the citizen's words with it; only where it stumbled is told on. */
function notJson({ message }: SyntaxError): string {
  const position = /at position (\d+)/.exec(message)?.[1];
  return position === undefined ? "not JSON" : `not JSON: a fault at character ${Number(position) + 1}`;
}
