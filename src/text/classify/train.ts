import { z } from "zod";
import { Kind, UrgencyLevel } from "../../record/vocabulary.ts";
import { scores, softmax, type Vector, vectorOf } from "./field.ts";
import type { ClassifierModel, FieldModel } from "./model.ts";
import { countNgrams } from "./ngrams.ts";

/** A labelled message: whole (`text`, perhaps `title`), or its words after stop-word removal (`tokens`). */
export const TrainingRow = z
  .object({
    id: z.string(),
    title: z.string().nullish(),
    text: z.string().optional(),
    tokens: z.array(z.string()).optional(),
    postedAt: z.string().nullish(),
    field: z.string().optional(),
    urgency: UrgencyLevel.optional(),
    kind: Kind.optional(),
  })
  .refine((row) => row.text !== undefined || row.tokens !== undefined, "expected text or tokens");
export type TrainingRow = z.infer<typeof TrainingRow>;

/** Passes over the rows. */
const EPOCHS = 8;
/** AdaGrad's step. */
const STEP = 0.3;
/** N-grams in fewer rows than this are chance. */
const RARE = 4;
/** N-grams that are kept in the model: those with the largest weights, so that its file stays under 1.5 MB. */
const KEPT = 70_000;
/** Every n-th whole message is kept back to fit the temperature. */
const CALIBRATION = 6;
/** A row that shares this part of its character pairs with a kept message is a copy of it. */
const COPY_SHARE = 0.7;
/** Below this confidence a field is right less often than wrong on messages kept apart. */
const THRESHOLD = 0.35;
/** Temperatures that are tried. */
const TEMPERATURES = Array.from({ length: 40 }, (_, index) => 0.1 + index * 0.05);

interface Example {
  readonly vector: Vector;
  readonly label: number;
}

/**
 * Learns the field from labelled rows: multinomial logistic regression over character n-grams (TF-IDF), trained by AdaGrad in
 * a fixed order, so that the same rows give the same model.
 * @param rows rows with a `field`; others are passed over
 * @throws Error when fewer than two fields occur
 */
export function train(rows: readonly TrainingRow[]): ClassifierModel {
  const labelled = rows.filter((row) => row.field !== undefined);
  const labels = [...new Set(labelled.map((row) => row.field as string))].sort();
  if (labels.length < 2) throw new Error("training needs rows of at least two fields: none or one was found");
  const whole = labelled.filter((row) => row.text !== undefined);
  const kept = new Set(whole.filter((_, index) => index % CALIBRATION === 0));
  const trial = fit(
    withoutCopies(
      labelled.filter((row) => !kept.has(row)),
      [...kept],
    ),
    labels,
  );
  const temperature = temperatureFor(trial, [...kept]);
  return { version: "field@1", field: { ...prune(fit(labelled, labels)), temperature } };
}

/** Title and text of a row as one string; words without their stop words are joined, because most stood side by side. */
export function wording(row: TrainingRow): string {
  return row.text === undefined ? (row.tokens ?? []).join("") : `${row.title ?? ""}\n${row.text}`;
}

/** The rows that are no copy of a kept one: a message may occur whole and again as its words. */
function withoutCopies(rows: readonly TrainingRow[], kept: readonly TrainingRow[]): readonly TrainingRow[] {
  const holders = new Map<string, number[]>();
  for (const [index, row] of kept.entries()) {
    for (const pair of pairsOf(wording(row))) holders.set(pair, [...(holders.get(pair) ?? []), index]);
  }
  return rows.filter((row) => {
    const pairs = pairsOf((row.tokens ?? [row.text ?? ""]).join(" "));
    const shared = new Array<number>(kept.length).fill(0);
    for (const pair of pairs)
      for (const index of holders.get(pair) ?? []) shared[index] = (shared[index] as number) + 1;
    return Math.max(...shared, 0) < pairs.size * COPY_SHARE;
  });
}

/** The different pairs of Han characters that stand side by side. */
function pairsOf(text: string): Set<string> {
  return new Set([...countNgrams(text).keys()].filter((gram) => gram.length === 2));
}

function fit(rows: readonly TrainingRow[], labels: readonly string[]): FieldModel {
  const vocabulary = vocabularyOf(rows);
  const examples = rows.map((row) => ({
    vector: vectorOf(vocabulary, wording(row)),
    label: labels.indexOf(row.field as string),
  }));
  const width = labels.length;
  const weights = new Float64Array(vocabulary.rows.size * width);
  const squares = new Float64Array(weights.length).fill(1e-8);
  const bias = new Array<number>(width).fill(0);
  const model = { ...vocabulary, labels, weights, bias, temperature: 1, threshold: THRESHOLD };
  const random = randomFrom(1);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (const example of shuffled(examples, random)) learn(model, bias, squares, example);
  }
  return model;
}

/** One step of AdaGrad on one example. */
function learn(model: FieldModel, bias: number[], squares: Float64Array, { vector, label }: Example): void {
  const width = model.labels.length;
  const errors = softmax(scores(model, vector), 1);
  errors[label] = (errors[label] as number) - 1;
  for (let k = 0; k < width; k += 1) bias[k] = (bias[k] as number) - 0.01 * (errors[k] as number);
  for (let at = 0; at < vector.rows.length; at += 1) {
    const base = (vector.rows[at] as number) * width;
    for (let k = 0; k < width; k += 1) {
      const slope = (errors[k] as number) * (vector.values[at] as number);
      squares[base + k] = (squares[base + k] as number) + slope * slope;
      model.weights[base + k] =
        (model.weights[base + k] as number) - (STEP * slope) / Math.sqrt(squares[base + k] as number);
    }
  }
}

function vocabularyOf(rows: readonly TrainingRow[]): Pick<FieldModel, "rows" | "idf"> {
  const frequencies = new Map<string, number>();
  for (const row of rows) {
    for (const gram of countNgrams(wording(row)).keys()) frequencies.set(gram, (frequencies.get(gram) ?? 0) + 1);
  }
  const common = [...frequencies].filter(([, count]) => count >= Math.min(RARE, rows.length / 10));
  return {
    rows: new Map(common.map(([gram], row) => [gram, row])),
    idf: Float64Array.from(common, ([, count]) => Math.log((1 + rows.length) / (1 + count)) + 1),
  };
}

/** Keeps the n-grams that weigh most, in their order. */
function prune(model: FieldModel): FieldModel {
  const width = model.labels.length;
  const weigh = (row: number) =>
    (model.idf[row] as number) * Math.max(...model.weights.subarray(row * width, (row + 1) * width).map(Math.abs));
  const kept = [...model.rows.values()]
    .map((row) => ({ row, weight: weigh(row) }))
    .sort((a, b) => b.weight - a.weight || a.row - b.row)
    .slice(0, KEPT)
    .map(({ row }) => row)
    .sort((a, b) => a - b);
  const grams = [...model.rows.keys()];
  return {
    ...model,
    rows: new Map(kept.map((row, index) => [grams[row] as string, index])),
    idf: Float64Array.from(kept, (row) => model.idf[row] as number),
    weights: Float64Array.from(kept.flatMap((row) => [...model.weights.subarray(row * width, (row + 1) * width)])),
  };
}

/** The temperature under which messages not trained on are least surprising. */
function temperatureFor(model: FieldModel, rows: readonly TrainingRow[]): number {
  if (rows.length === 0) return 1;
  const seen = rows.map((row) => ({
    sums: scores(model, vectorOf(model, wording(row))),
    label: model.labels.indexOf(row.field as string),
  }));
  const surprise = (temperature: number) =>
    seen.reduce(
      (sum, { sums, label }) => sum - Math.log(Math.max(1e-9, softmax(sums, temperature)[label] as number)),
      0,
    );
  return TEMPERATURES.reduce((best, candidate) => (surprise(candidate) < surprise(best) ? candidate : best), 1);
}

/** Numbers in [0, 1) from a linear congruential generator (Numerical Recipes), the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] as T, order[at] as T];
  }
  return order;
}
