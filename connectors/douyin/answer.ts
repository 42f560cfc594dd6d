import type { Parsed } from "../../src/connector/connector.ts";
import { Degraded, type Payload } from "../../src/connector/errors.ts";
import { exactIntegers } from "../../src/connector/exact-integers.ts";
import { parseJson } from "../../src/connector/parsed.ts";
import { Field, lenient } from "../../src/connector/read.ts";

/** An error that the platform names inside an answer with status 200. */
export interface Fault {
  readonly code: number;
  readonly text: string;
  /** Kept because the platform's support asks for it. */
  readonly logId: string | null;
}

/** What an answer holds, freed from its wrappings. */
export interface Answer {
  readonly data: Field;
  readonly extra: Field;
  readonly fault: Fault | null;
}

/** A number that may come as a string, as the platform mixes them; null where there is none. */
export function numberIn(field: Field): number | null {
  return lenient(() => field.numberOrNull());
}

/**
 * Unwraps an answer: `{data, extra}`, or once more inside `data` in the mini-app family. An answer is a success when
 * every error code in it is 0 or absent (platform sheet §3).
 */
export function readAnswer(root: Field): Answer {
  const wrapped = root.at("data").at("data").present;
  const inner = wrapped ? root.at("data") : root;
  const data = inner.at("data");
  const extra = inner.at("extra");
  const codes = [data.at("error_code"), extra.at("error_code"), root.at("err_no")].map(numberIn);
  const code = codes.find((candidate) => candidate !== null && candidate !== 0) ?? null;
  const words = [data.at("description"), extra.at("description"), root.at("err_msg"), root.at("message")];
  const text = words.map((word) => lenient(() => word.stringOrNull())).find((word) => word !== null) ?? "";
  const ids = [extra.at("logid"), extra.at("log_id"), root.at("log_id")];
  const logId = ids.map((id) => lenient(() => id.stringOrNull())).find((id) => id !== null) ?? null;
  return { data, extra, fault: code === null ? null : { code, text, logId } };
}

/** Reads a payload whose long numbers keep every digit. */
export function parseExact(payload: Payload, read: (root: Field) => Parsed): Parsed {
  return parseJson(exactIntegers(payload), read);
}

/**
 * The answer in a payload that is not read to posts.
 * @throws Degraded where it is no JSON
 */
export function answerIn(payload: Payload): Answer {
  let root = new Field(undefined);
  const { problem } = parseExact(payload, (field) => {
    root = field;
    return { posts: [], dropped: [], problem: null };
  });
  if (problem !== null) throw new Degraded(problem.reason, problem.message, payload);
  return readAnswer(root);
}
