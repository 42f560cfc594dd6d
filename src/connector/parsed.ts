import { RawPost, type RawPostInput } from "../record/raw-post.ts";
import { decode } from "./charset.ts";
import type { Parsed } from "./connector.ts";
import type { Dropped, Payload } from "./errors.ts";
import { pageSign } from "./page-sign.ts";
import { Field, FieldError } from "./read.ts";

/** The page as a whole is not what it should be. */
export function problem(reason: string, message: string): Parsed {
  return { posts: [], dropped: [], problem: { reason, message } };
}

/**
 * Reads a payload that must be JSON and hands its root on. Anything else is named: `empty-body`, `js-challenge`,
 * `login-page`, `not-json`; a `FieldError` of `read` becomes the page's problem with its reason and path.
 */
export function parseJson(payload: Payload, read: (root: Field) => Parsed): Parsed {
  const { text } = decode(payload.body, payload.contentType);
  if (text.trim() === "") return problem("empty-body", "the answer has no body: the platform is throttling or changed");
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    const sign = pageSign(text);
    return problem(sign?.reason ?? "not-json", sign?.message ?? `expected JSON, found ${describe(text)}`);
  }
  try {
    return read(new Field(root));
  } catch (error) {
    if (error instanceof FieldError) return problem(error.reason, error.message);
    throw error;
  }
}

/**
 * Reads rows to posts; a row that cannot be read is dropped with its path, the others go on.
 * @param read gives the post, or null for a row that is none (a notice, a sticky row)
 * @param idOf the row's id for the dropped entry, where it can be read
 */
export function collectPosts<Row>(
  rows: readonly Row[],
  read: (row: Row) => RawPostInput | null,
  idOf: (row: Row) => unknown,
): Parsed {
  const posts: RawPost[] = [];
  const dropped: Dropped[] = [];
  for (const row of rows) {
    try {
      const input = read(row);
      if (input !== null) posts.push(check(input));
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      dropped.push({ externalId: idText(idOf(row)), reason: error.reason, path: error.path, message: error.message });
    }
  }
  return { posts, dropped, problem: null };
}

/** Holds a post against the format; what does not fit is named like a field of the page. */
function check(input: RawPostInput): RawPost {
  const result = RawPost.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path.join(".") ?? "";
  throw new FieldError("invalid-post", path, `${path}: ${issue?.message ?? "does not fit the format"}`);
}

function idText(value: unknown): string | null {
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}

function describe(text: string): string {
  return text.trimStart().startsWith("<") ? "a page" : `${text.length} characters that are cut or not JSON`;
}
