/** Forms of a text for comparing; never shown or stored as the citizen's words. */

/**
 * The form in which two writings of the same words are equal: NFKC, lower case, no control or zero-width characters,
 * white space collapsed to single spaces. Idempotent.
 * @param text any text
 */
export function matchForm(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\s+/gu, " ")
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .normalize("NFKC")
    .replace(/ {2,}/g, " ")
    .trim();
}

/**
 * `matchForm` with everything but letters and digits removed: what "the same text" means for duplicates.
 * @param text any text
 */
export function lettersOnly(text: string): string {
  return matchForm(text).replace(/[^\p{L}\p{N}]+/gu, "");
}
