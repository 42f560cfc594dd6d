import type { Payload } from "../../src/connector/errors.ts";

/** The strings of a JSON text, which are left alone, and its numbers. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A whole number of 16 digits and more may pass 2^53. */
const LONG_INTEGER = /^-?\d{16,}$/;

/**
 * Puts quotes round whole numbers that a JavaScript number cannot hold, so that they come out of `JSON.parse` as
 * strings with every digit. A body that is not JSON stays as it is, to be named by the parser.
 */
export function exactIntegers(payload: Payload): Payload {
  // Latin-1 maps bytes to characters one to one: quotes, backslashes and digits of UTF-8 text stay themselves.
  const text = Buffer.from(payload.body).toString("latin1");
  if (!/\d{16}/.test(text) || !isJson(text)) return payload;
  const quoted = text.replace(STRING_OR_NUMBER, (found) => (LONG_INTEGER.test(found) ? `"${found}"` : found));
  return { ...payload, body: Buffer.from(quoted, "latin1") };
}

/** Checked first, because the pattern is linear only where every string ends. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
