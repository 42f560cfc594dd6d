/** Longer words are cut: the work grows with the square, and no known word is half as long. */
const MOST_LETTERS = 64;

/**
 * The known word that a mistyped one most likely meant.
 * @returns the nearest by edits (a swap of two neighbours counts as one), or null where none is near enough
 */
export function nearest(word: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let least = Math.max(1, Math.floor(word.length * 0.4)) + 1;
  for (const candidate of known) {
    const edits = distance(word.slice(0, MOST_LETTERS).toLowerCase(), candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

/** Damerau–Levenshtein distance in its optimal string alignment form. */
function distance(a: string, b: string): number {
  let twoAbove: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      let edits = Math.min(above[column]! + 1, current[column - 1]! + 1, above[column - 1]! + cost);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        edits = Math.min(edits, twoAbove[column - 2]! + 1);
      }
      current.push(edits);
    }
    [twoAbove, above] = [above, current];
  }
  return above[b.length]!;
}
