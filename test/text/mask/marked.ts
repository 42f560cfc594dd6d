import type { Redaction } from "../../../src/text/mask/index.ts";

const MARK = /⟦([a-z-]+) ([^⟧]*)⟧/g;

/**
 * Reads a line in which personal data is marked, such as `打⟦phone 13900001234⟧`.
 * @param line the marked line
 * @returns the line without marks, and the marked spans
 */
export function marked(line: string): { text: string; spans: Redaction[] } {
  let text = "";
  let at = 0;
  const spans: Redaction[] = [];
  for (const match of line.matchAll(MARK)) {
    text += line.slice(at, match.index);
    const [whole, type, value] = match as unknown as [string, Redaction["type"], string];
    spans.push({ type, start: text.length, end: text.length + value.length });
    text += value;
    at = match.index + whole.length;
  }
  return { text: text + line.slice(at), spans };
}
