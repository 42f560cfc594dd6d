import type { Message } from "../record/message.ts";

/** A column of csv and xlsx. Times are as in the record: RFC 3339 in UTC. */
export interface Column {
  readonly head: string;
  /** Width in a workbook, in characters. */
  readonly width: number;
  of(message: Message): string | number | null;
}

/** What a desk needs of a message in a spreadsheet; the whole record is in jsonl. */
export const COLUMNS: readonly Column[] = [
  { head: "id", width: 38, of: (m) => m.id },
  { head: "seq", width: 8, of: (m) => m.seq },
  { head: "revision", width: 8, of: (m) => m.revision },
  { head: "state", width: 10, of: (m) => m.state },
  { head: "urgency", width: 10, of: (m) => m.classification.urgency.level },
  { head: "kind", width: 12, of: (m) => m.classification.kind },
  { head: "field", width: 14, of: (m) => m.classification.field.label },
  { head: "township", width: 14, of: (m) => m.place.name ?? m.place.township },
  { head: "title", width: 40, of: (m) => m.content.title },
  { head: "text", width: 80, of: (m) => m.content.text },
  { head: "reasons", width: 30, of: (m) => m.classification.urgency.reasons.map(({ text }) => text).join("; ") },
  { head: "postedAt", width: 25, of: (m) => m.times.postedAt },
  { head: "recordedAt", width: 25, of: (m) => m.times.recordedAt },
  { head: "dueAt", width: 25, of: (m) => m.handling.dueAt },
  { head: "handling", width: 12, of: (m) => m.handling.status },
  { head: "department", width: 20, of: (m) => m.handling.department },
  { head: "official", width: 12, of: (m) => m.official.status },
  { head: "replies", width: 60, of: (m) => m.official.replies.map(({ text }) => text).join("\n") },
  { head: "group", width: 38, of: (m) => m.duplicates.group },
  { head: "groupSize", width: 10, of: (m) => m.duplicates.size },
  { head: "relation", width: 10, of: (m) => m.duplicates.relation },
  { head: "connector", width: 16, of: (m) => m.source.connector },
  { head: "source", width: 16, of: (m) => m.source.name },
  { head: "channel", width: 10, of: (m) => m.source.channel },
  { head: "externalId", width: 24, of: (m) => m.source.externalId },
  { head: "url", width: 40, of: (m) => m.source.url },
];

/** The most characters that a workbook's cell holds. */
export const LONGEST_CELL = 32_767;

/**
 * A text that no spreadsheet program takes for a formula: citizens' words that begin like one get an apostrophe before
 * them (OWASP, "CSV Injection").
 */
export function guarded(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
