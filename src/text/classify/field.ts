import type { Field } from "../../record/message.ts";
import type { FieldModel } from "./model.ts";
import { countNgrams } from "./ngrams.ts";
import { FIELDS, OTHER_FIELD } from "./taxonomy.ts";

/** A text as a unit vector: the model's rows that occur, and their weights (sublinear TF-IDF). */
export interface Vector {
  readonly rows: readonly number[];
  readonly values: readonly number[];
}

/**
 * The field a message belongs to, with a calibrated confidence (2 digits); `other` when no field is sure enough.
 * @param text title and text
 */
export function fieldOf(model: FieldModel, text: string): Field {
  const probabilities = softmax(scores(model, vectorOf(model, text)), model.temperature);
  const best = probabilities.reduce((at, p, index) => (p > (probabilities[at] as number) ? index : at), 0);
  const confidence = Math.round((probabilities[best] as number) * 100) / 100;
  const known = FIELDS.find((field) => field.label === model.labels[best]);
  return { ...(known && confidence >= model.threshold ? known : OTHER_FIELD), confidence };
}

/** The TF-IDF vector of a text over the model's n-grams. */
export function vectorOf(model: Pick<FieldModel, "rows" | "idf">, text: string): Vector {
  const rows: number[] = [];
  const values: number[] = [];
  let squares = 0;
  for (const [gram, count] of countNgrams(text)) {
    const row = model.rows.get(gram);
    if (row === undefined) continue;
    const value = (1 + Math.log(count)) * (model.idf[row] as number);
    rows.push(row);
    values.push(value);
    squares += value * value;
  }
  const norm = Math.sqrt(squares) || 1;
  return { rows, values: values.map((value) => value / norm) };
}

/** One score a label: bias and weighted sum. */
export function scores(model: Pick<FieldModel, "labels" | "weights" | "bias">, vector: Vector): number[] {
  const width = model.labels.length;
  const sums = [...model.bias];
  for (let at = 0; at < vector.rows.length; at += 1) {
    const base = (vector.rows[at] as number) * width;
    const value = vector.values[at] as number;
    for (let label = 0; label < width; label += 1) {
      sums[label] = (sums[label] as number) + value * (model.weights[base + label] as number);
    }
  }
  return sums;
}

/** Probabilities from scores; a higher temperature is less sure. */
export function softmax(sums: readonly number[], temperature: number): number[] {
  const highest = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp((sum - highest) / temperature));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
