import { lettersOnly, matchForm } from "../normalise/match-form.ts";
import { hashText } from "./hash.ts";
import { SKETCH, sketch } from "./minhash.ts";
import { MOST_TERMS, MOST_UNITS, weightiestTerms } from "./terms.ts";

/** Rises when a fingerprint of the same message would come out otherwise; versions are never compared. */
export const FINGERPRINT_VERSION = 1;

/** A day that is not known. */
export const NO_DAY = 0xffff;

/** All that comparing two messages needs; the words themselves cannot be read from it. */
export interface Fingerprint {
  readonly version: typeof FINGERPRINT_VERSION;
  /** 64-bit hash of the text's letters and digits, high and low half. */
  readonly exact: readonly [high: number, low: number];
  /** Letters and digits of the text (not the title), in UTF-16 units; 65,535 stands for that and more. */
  readonly length: number;
  /** Days since 1970-01-01 UTC of the posting, {@link NO_DAY} when unknown. */
  readonly day: number;
  /** MinHash sketch of the text's 5-grams, {@link SKETCH} values of 16 bits. */
  readonly sketch: Uint16Array;
  /** The weightiest terms of title and text, packed (see `terms.ts`), ascending. */
  readonly terms: Uint32Array;
}

/** What a fingerprint is made of: a message's words and time, as written. */
export interface FingerprintInput {
  readonly title: string | null;
  readonly text: string;
  /** RFC 3339, or null when unknown. */
  readonly postedAt: string | null;
}

/** Thrown when a string is no fingerprint of this version. */
export class FingerprintError extends Error {
  override readonly name = "FingerprintError";
}

/**
 * Makes the fingerprint of a message.
 * @param input title, text and time as the platform gave them, or masked
 * @returns the same fingerprint for the same input on every machine; never throws
 */
export function fingerprint(input: FingerprintInput): Fingerprint {
  const text = matchForm(input.text);
  const title = input.title === null ? "" : matchForm(input.title);
  const letters = lettersOnly(text);
  return {
    version: FINGERPRINT_VERSION,
    exact: [hashText(letters, 1), hashText(letters, 2)],
    length: Math.min(letters.length, 0xffff),
    day: dayOf(input.postedAt),
    sketch: sketch(letters.slice(0, MOST_UNITS)),
    terms: weightiestTerms(title === "" ? null : title, text),
  };
}

/** Days since 1970 of a time; a time before 1970, after 2149 or not readable counts as unknown. */
function dayOf(postedAt: string | null): number {
  const day = postedAt === null ? Number.NaN : Math.floor(Date.parse(postedAt) / 86_400_000);
  return day >= 0 && day < NO_DAY ? day : NO_DAY;
}

// Layout, little endian: version u8, number of terms u8, length u16, day u16, exact 2 × u32, sketch 32 × u16, terms u32 each.
const HEAD = 14;
const TERMS_AT = HEAD + 2 * SKETCH;

/**
 * Writes a fingerprint as text, for storing.
 * @returns base64, at most 400 characters
 */
export function encodeFingerprint(print: Fingerprint): string {
  const bytes = Buffer.alloc(TERMS_AT + 4 * print.terms.length);
  bytes.writeUInt8(print.version, 0);
  bytes.writeUInt8(print.terms.length, 1);
  bytes.writeUInt16LE(print.length, 2);
  bytes.writeUInt16LE(print.day, 4);
  bytes.writeUInt32LE(print.exact[0], 6);
  bytes.writeUInt32LE(print.exact[1], 10);
  print.sketch.forEach((value, row) => {
    bytes.writeUInt16LE(value, HEAD + 2 * row);
  });
  print.terms.forEach((term, at) => {
    bytes.writeUInt32LE(term, TERMS_AT + 4 * at);
  });
  return bytes.toString("base64");
}

/**
 * Reads what {@link encodeFingerprint} wrote.
 * @throws FingerprintError when the string is not base64, is of another version or has the wrong length
 */
export function decodeFingerprint(encoded: string): Fingerprint {
  const bytes = Buffer.from(encoded, "base64");
  if (bytes.toString("base64") !== encoded || bytes.length < TERMS_AT) {
    throw new FingerprintError(
      `not a fingerprint: expected base64 of ${TERMS_AT} bytes or more, found ${describe(encoded)}`,
    );
  }
  const version = bytes.readUInt8(0);
  if (version !== FINGERPRINT_VERSION) {
    throw new FingerprintError(
      `fingerprint version ${version}, expected ${FINGERPRINT_VERSION}: make it again from the message's text`,
    );
  }
  const count = bytes.readUInt8(1);
  if (count > MOST_TERMS || bytes.length !== TERMS_AT + 4 * count) {
    throw new FingerprintError(`fingerprint of ${count} terms in ${bytes.length} bytes: cut or damaged`);
  }
  return {
    version: FINGERPRINT_VERSION,
    exact: [bytes.readUInt32LE(6), bytes.readUInt32LE(10)],
    length: bytes.readUInt16LE(2),
    day: bytes.readUInt16LE(4),
    sketch: Uint16Array.from({ length: SKETCH }, (_, row) => bytes.readUInt16LE(HEAD + 2 * row)),
    terms: Uint32Array.from({ length: count }, (_, at) => bytes.readUInt32LE(TERMS_AT + 4 * at)),
  };
}

function describe(encoded: string): string {
  return encoded.length > 24
    ? `${encoded.length} characters beginning ${encoded.slice(0, 24)}`
    : JSON.stringify(encoded);
}
