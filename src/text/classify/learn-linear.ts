import {
  indexGrams,
  type LinearModel,
  scores,
  softmax,
  unit,
  type Vector,
  type Vocabulary,
  vectorOf,
} from "./linear.ts";
import { countNgrams } from "./ngrams.ts";
import { randomFrom, shuffled } from "./random.ts";

/** Passes over the examples. */
const EPOCHS = 8;

/** AdaGrad's step. */
export const STEP = 0.3;

/** The bias moves by this part of the error. */
export const BIAS_STEP = 0.01;

/** A text and its label. */
export interface Example {
  readonly text: string;
  readonly label: string;
}

/**
 * Multinomial logistic regression over character n-grams (TF-IDF, unit length), trained by AdaGrad in a fixed order, so that the
 * same examples give the same model.
 * @param rare n-grams in fewer examples than this are left out
 */
export function learnLinear(examples: readonly Example[], rare: number): LinearModel {
  const labels = [...new Set(examples.map((example) => example.label))].sort();
  const vocabulary = vocabularyOf(
    examples.map((example) => [example.text]),
    rare,
  );
  const model = { ...vocabulary, labels, ...blank(vocabulary, labels.length) };
  const vectors = examples.map(({ text, label }) => ({
    vector: unit(vectorOf(vocabulary, text)),
    label: labels.indexOf(label),
  }));
  const random = randomFrom(1);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (const { vector, label } of shuffled(vectors, random)) {
      const errors = softmax(scores(model, vector), 1);
      errors[label] = (errors[label] as number) - 1;
      descend(model, vector, errors, STEP);
    }
  }
  return model;
}

/** A model to be trained, with the running sums of squared slopes that AdaGrad keeps. */
export interface Learner extends LinearModel {
  readonly bias: number[];
  readonly slopes: Float64Array;
}

/** Weights, bias and slopes of a model that has learned nothing yet. */
export function blank(vocabulary: Vocabulary, labels: number): Pick<Learner, "weights" | "bias" | "slopes"> {
  const size = vocabulary.grams.words.length * labels;
  return {
    weights: new Float64Array(size),
    bias: new Array<number>(labels).fill(0),
    slopes: new Float64Array(size).fill(1e-8),
  };
}

/** One step of AdaGrad against `errors` (given minus true, one a label) for one vector. */
export function descend(model: Learner, vector: Vector, errors: readonly number[], step: number): void {
  const width = model.labels.length;
  for (let label = 0; label < width; label += 1) {
    model.bias[label] = (model.bias[label] as number) - BIAS_STEP * (errors[label] as number);
  }
  for (let at = 0; at < vector.rows.length; at += 1) {
    const base = (vector.rows[at] as number) * width;
    for (let label = 0; label < width; label += 1) {
      const slope = (errors[label] as number) * (vector.values[at] as number);
      const cell = base + label;
      model.slopes[cell] = (model.slopes[cell] as number) + slope * slope;
      model.weights[cell] = (model.weights[cell] as number) - (step * slope) / Math.sqrt(model.slopes[cell] as number);
    }
  }
}

/**
 * The n-grams of documents that are not rare, with their inverse document frequencies.
 * @param documents each a list of its parts
 */
export function vocabularyOf(documents: readonly (readonly string[])[], rare: number): Vocabulary {
  const frequencies = new Map<string, number>();
  for (const parts of documents) {
    const grams = new Set(parts.flatMap((part) => [...countNgrams(part).keys()]));
    for (const gram of grams) frequencies.set(gram, (frequencies.get(gram) ?? 0) + 1);
  }
  const common = [...frequencies].filter(([, count]) => count >= rare);
  return {
    grams: indexGrams(common.map(([gram]) => gram)),
    idf: Float64Array.from(common, ([, count]) => Math.log((1 + documents.length) / (1 + count)) + 1),
  };
}

/** Keeps the n-grams that weigh most, in their order. */
export function prune(model: LinearModel, most: number): LinearModel {
  const width = model.labels.length;
  const weightsOf = (row: number) => model.weights.subarray(row * width, (row + 1) * width);
  const kept = model.grams.words
    .map((_, row) => ({ row, weight: (model.idf[row] as number) * Math.max(...weightsOf(row).map(Math.abs)) }))
    .sort((a, b) => b.weight - a.weight || a.row - b.row)
    .slice(0, most)
    .map(({ row }) => row)
    .sort((a, b) => a - b);
  return {
    labels: model.labels,
    grams: indexGrams(kept.map((row) => model.grams.words[row] as string)),
    idf: Float64Array.from(kept, (row) => model.idf[row] as number),
    weights: Float64Array.from(kept.flatMap((row) => [...weightsOf(row)])),
    bias: model.bias,
  };
}
