/**
 * Text in which halves of characters became U+FFFD. Garbage read as GB18030, and an emoji that a platform cut in the
 * middle, leave such halves: the HTML parser throws at them and PostgreSQL refuses them.
 */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}
