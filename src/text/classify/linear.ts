import { Trie } from "./trie.ts";

/** A linear model over character n-grams: one weight for each n-gram and label. */
export interface LinearModel {
  readonly labels: readonly string[];
  /** The n-grams; each one's place is its row in `idf` and `weights`. */
  readonly grams: GramIndex;
  /** Inverse document frequency of each n-gram. */
  readonly idf: Float64Array;
  /** Row-major: n-grams by labels. */
  readonly weights: Float64Array;
  readonly bias: readonly number[];
}

/** N-grams with their places, laid out so that a text is read without making strings. */
export interface GramIndex {
  readonly words: readonly string[];
  readonly trie: Trie;
  /** Row of the n-gram that ends at a node of the tree; -1 where none ends. */
  readonly rowAt: Int32Array;
  /** Counts while a text is read, all zero in between. */
  readonly counts: Uint32Array;
}

/** Lays n-grams out; each keeps its place as its row. */
export function indexGrams(words: readonly string[]): GramIndex {
  const trie = new Trie();
  const ends = words.map((word) => trie.add(word));
  const rowAt = new Int32Array(trie.size).fill(-1);
  for (const [row, node] of ends.entries()) rowAt[node] = row;
  return { words, trie, rowAt, counts: new Uint32Array(words.length) };
}

/** The n-grams and their inverse document frequencies alone. */
export type Vocabulary = Pick<LinearModel, "grams" | "idf">;

/** A text as the model's rows that occur and their weights; not yet of unit length. */
export interface Vector {
  readonly rows: readonly number[];
  readonly values: readonly number[];
  /** Sum of the squared values. */
  readonly squares: number;
}

/** The sublinear TF-IDF of a text, or of its part from `start` to `end`, over a model's n-grams. */
export function vectorOf({ grams, idf }: Vocabulary, text: string, start = 0, end = text.length): Vector {
  const rows: number[] = [];
  for (let from = start; from < end; from += 1) {
    let node = grams.trie.step(0, text.charCodeAt(from));
    for (let at = from + 1; node !== 0; at += 1) {
      const row = grams.rowAt[node] as number;
      if (row >= 0) {
        if (grams.counts[row] === 0) rows.push(row);
        grams.counts[row] = (grams.counts[row] as number) + 1;
      }
      node = at < end ? grams.trie.step(node, text.charCodeAt(at)) : 0;
    }
  }
  let squares = 0;
  const values = rows.map((row) => {
    const count = grams.counts[row] as number;
    grams.counts[row] = 0;
    const value = (count === 1 ? 1 : 1 + Math.log(count)) * (idf[row] as number);
    squares += value * value;
    return value;
  });
  return { rows, values, squares };
}

/** The vector scaled to unit length. */
export function unit(vector: Vector): Vector {
  const norm = Math.sqrt(vector.squares) || 1;
  return { rows: vector.rows, values: vector.values.map((value) => value / norm), squares: 1 };
}

/** The weighted sums of a vector, one a label, without the bias. */
export function sums(model: Pick<LinearModel, "labels" | "weights">, vector: Vector): number[] {
  const width = model.labels.length;
  const totals = new Array<number>(width).fill(0);
  for (let at = 0; at < vector.rows.length; at += 1) {
    const base = (vector.rows[at] as number) * width;
    const value = vector.values[at] as number;
    for (let label = 0; label < width; label += 1) {
      totals[label] = (totals[label] as number) + value * (model.weights[base + label] as number);
    }
  }
  return totals;
}

/** One score a label: weighted sum and bias. */
export function scores(model: Pick<LinearModel, "labels" | "weights" | "bias">, vector: Vector): number[] {
  return sums(model, vector).map((sum, label) => sum + (model.bias[label] as number));
}

/** Probabilities from scores; a higher temperature is less sure. */
export function softmax(scored: readonly number[], temperature: number): number[] {
  const highest = Math.max(...scored);
  const powers = scored.map((score) => Math.exp((score - highest) / temperature));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** Where the highest score stands. */
export function highest(scored: readonly number[]): number {
  return scored.reduce((at, score, index) => (score > (scored[at] as number) ? index : at), 0);
}
