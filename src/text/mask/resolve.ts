import type { RedactionType } from "../../record/vocabulary.ts";
import type { Redaction } from "./redaction.ts";

/**
 * Which kind wins where two claim the same characters: what is proved by a check digit or a fixed form before what a
 * label suggests, and names and addresses last.
 */
const PRIORITY: readonly RedactionType[] = [
  "email",
  "resident-id",
  "bank-card",
  "phone",
  "landline",
  "plate",
  "passport",
  "qq",
  "wechat",
  "address",
  "name",
];
const RANK = new Map(PRIORITY.map((type, rank) => [type, rank]));

function rank(redaction: Redaction): number {
  return RANK.get(redaction.type) as number;
}

/**
 * Settles overlaps: by kind, then the longer, then the earlier.
 * @param candidates in any order
 * @param length of the text
 * @returns sorted by offset, none overlapping another
 */
export function resolve(candidates: readonly Redaction[], length: number): Redaction[] {
  if (candidates.length < 2) return [...candidates];
  const ordered = [...candidates].sort(
    (a, b) => rank(a) - rank(b) || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const taken = new Uint8Array(length);
  const kept = ordered.filter(({ start, end }) => {
    if (taken.subarray(start, end).includes(1)) return false;
    taken.fill(1, start, end);
    return true;
  });
  return kept.sort((a, b) => a.start - b.start);
}
