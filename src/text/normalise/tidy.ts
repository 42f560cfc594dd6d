/**
 * The form of a text that people read. Wording stays the citizen's: only the way it is encoded and spaced changes.
 */

/**
 * Characters whose compatibility form reads the same: full-width letters, digits and signs, half-width kana,
 * presentation forms, Kangxi radicals, mathematical alphabets. The punctuation of Chinese text (！（），：；？～) and
 * the free-standing accents are left out, and so is everything that NFKC would make read differently (½ ² ① ℃ ㎡ …).
 */
const SAME_READING =
  /[\uff02-\uff07\uff0a\uff0b\uff0d-\uff19\uff1c-\uff1e\uff20-\uff3d\uff3f\uff41-\uff5d\uff5f-\uffe2\uffe4-\uffee\u2f00-\u2fd5\u2e9f\u2ef3\ufb00-\ufb4f\u{1d400}-\u{1d7ff}]/gu;

const LINE_END = /\r\n|[\r\u0085\u2028\u2029\v\f]/g;
/** Control and format characters, except line feed, tab, the joiner and the tags that flag emoji are spelled with. */
const INVISIBLE = /(?!\n|\t|\u200d|[\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}]/gu;
/** A joiner or tag that is not inside an emoji. */
const STRAY_JOINER =
  /(?<!\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d|\u200d(?!\p{Extended_Pictographic}|[\u2640\u2642\u2695])/gu;
const TAG_RUN = /(\u{1f3f4})?[\u{e0020}-\u{e007f}]+/gu;

/**
 * Brings a text into the form that is stored and shown: one kind of line end, no control or zero-width characters
 * (joiners inside emoji stay), runs of spaces and of blank lines collapsed, ends trimmed, full-width letters and
 * digits narrowed. Idempotent.
 * @param text plain text, HTML already removed
 * @returns the tidied text; its letters, digits and signs are those of the input
 */
export function tidy(text: string): string {
  return text
    .replace(LINE_END, "\n")
    .replace(SAME_READING, (character) => character.normalize("NFKC"))
    .replace(INVISIBLE, "")
    .replace(TAG_RUN, (run, flag: string | undefined) => (flag === undefined ? "" : run))
    .replace(STRAY_JOINER, "")
    .normalize("NFC")
    .replace(/[\p{Zs}\t]+/gu, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
