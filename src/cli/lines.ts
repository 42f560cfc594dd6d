import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Readable } from "node:stream";
import type { z } from "zod";
import { Failure, Reported } from "./failure.ts";
import type { Context, Io } from "./io.ts";

const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Opens a command's input.
 * @param file a path from the working directory; `-` or nothing is stdin
 * @throws Failure when there is no such file
 */
export async function openInput(io: Io, file: string | undefined): Promise<Readable> {
  if (file === undefined || file === "-") return io.stdin;
  const path = resolve(io.cwd, file);
  try {
    if ((await stat(path)).isFile()) return createReadStream(path);
  } catch (error) {
    throw new Failure(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}): name a file, or - for stdin`);
  }
  throw new Failure(`${file} is no file: name a file, or - for stdin`);
}

/**
 * Cuts a stream into lines at line feeds alone: JSON texts may hold other line separators. The last line needs no
 * line feed. Lines are bytes, so that one that is not UTF-8 harms no other.
 */
export async function* linesOf(input: Readable): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let first = true;
  const whole = (end: Buffer): Buffer => {
    const line = Buffer.concat([...pending, end]);
    pending = [];
    const marked = first && line.subarray(0, 3).equals(BYTE_ORDER_MARK);
    first = false;
    return marked ? line.subarray(3) : line;
  };
  for await (const chunk of input) {
    const bytes: Buffer = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      yield whole(bytes.subarray(start, end));
      start = end + 1;
    }
    if (start < bytes.length) pending.push(bytes.subarray(start));
  }
  if (pending.length > 0) yield whole(Buffer.alloc(0));
}

/** Reads a line as text; null when it is not UTF-8. */
export function textOf(line: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(line);
  } catch {
    return null;
  }
}

/**
 * Hands each JSON line of an input to `use`, in order. A wrong line is reported with its number and the path of the
 * wrong field, and the others go on.
 * @throws Reported after the last line when one was wrong
 */
export async function eachJsonLine<T>(
  context: Context,
  file: string | undefined,
  schema: z.ZodType<T>,
  use: (value: T, line: number) => void | Promise<void>,
): Promise<void> {
  let number = 0;
  let wrong = 0;
  for await (const bytes of linesOf(await openInput(context.io, file))) {
    number += 1;
    const text = textOf(bytes);
    if (text?.trim() === "") continue;
    const read = readJson(text, schema);
    if ("value" in read) {
      await use(read.value, number);
      continue;
    }
    wrong += 1;
    context.say(`line ${number}: ${read.fault}`);
  }
  if (wrong > 0) throw new Reported(`${wrong} of ${number} lines were wrong`);
}

function readJson<T>(text: string | null, schema: z.ZodType<T>): { value: T } | { fault: string } {
  if (text === null) return { fault: "not UTF-8: save the file as UTF-8" };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { fault: `not JSON: ${(error as Error).message}` };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  return { fault: [issue?.path.join("."), issue?.message].filter(Boolean).join(": ") };
}
