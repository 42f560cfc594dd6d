import type { OfficialStatus } from "../record/vocabulary.ts";

/** A platform's words for what the office did, as its sheet lists them. */
export type StatusWords = Readonly<Record<string, OfficialStatus>>;

/**
 * Maps a platform's word to the record's. Words are compared without white space; an unknown word gives `unknown`, and
 * the post keeps it in `statusText`.
 */
export function statusOf(words: StatusWords, text: string | null): OfficialStatus {
  const key = (text ?? "").replace(/\s/g, "");
  return Object.hasOwn(words, key) ? (words[key] as OfficialStatus) : "unknown";
}
