/** Longest n-gram that is used; longer pieces are too rare to be learned. */
const MAX_LENGTH = 3;

/** Runs of Han characters; everything else separates. */
const RUN = /\p{Script=Han}+/gu;

/**
 * Counts the character n-grams (1 to 3) of a text, inside runs of Han characters. Masks, numbers and punctuation separate
 * runs and give nothing themselves.
 * @returns n-gram to count, in order of first occurrence
 */
export function countNgrams(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [run] of text.matchAll(RUN)) {
    for (let start = 0; start < run.length; start += 1) {
      const longest = Math.min(MAX_LENGTH, run.length - start);
      for (let length = 1; length <= longest; length += 1) {
        const gram = run.substring(start, start + length);
        counts.set(gram, (counts.get(gram) ?? 0) + 1);
      }
    }
  }
  return counts;
}
