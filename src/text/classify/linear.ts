import { countNgrams } from "./ngrams.ts";

/** A linear model over character n-grams: one weight for each n-gram and label. */
export interface LinearModel {
  readonly labels: readonly string[];
  /** N-gram to its row in `idf` and `weights`. */
  readonly rows: ReadonlyMap<string, number>;
  /** Inverse document frequency of each n-gram. */
  readonly idf: Float64Array;
  /** Row-major: n-grams by labels. */
  readonly weights: Float64Array;
  readonly bias: readonly number[];
}

/** The n-grams and their inverse document frequencies alone. */
export type Vocabulary = Pick<LinearModel, "rows" | "idf">;

/** A text as the model's rows that occur and their weights; not yet of unit length. */
export interface Vector {
  readonly rows: readonly number[];
  readonly values: readonly number[];
  /** Sum of the squared values. */
  readonly squares: number;
}

/** The sublinear TF-IDF of a text over a model's n-grams. */
export function vectorOf(vocabulary: Vocabulary, text: string): Vector {
  const rows: number[] = [];
  const values: number[] = [];
  let squares = 0;
  for (const [gram, count] of countNgrams(text)) {
    const row = vocabulary.rows.get(gram);
    if (row === undefined) continue;
    const value = (count === 1 ? 1 : 1 + Math.log(count)) * (vocabulary.idf[row] as number);
    rows.push(row);
    values.push(value);
    squares += value * value;
  }
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
