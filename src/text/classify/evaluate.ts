import type { Classifier } from "./classifier.ts";
import type { TrainingRow } from "./train.ts";

/** How well one label is found. */
export interface LabelScore {
  readonly label: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** How many rows truly carry the label. */
  readonly support: number;
}

/** Scores over all rows that carry a label of one sort. */
export interface Scores {
  readonly rows: number;
  readonly accuracy: number;
  /** Mean F1 over the labels that occur. */
  readonly macroF1: number;
  readonly labels: readonly LabelScore[];
  /** True label to given label to number of rows. */
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** What was measured: one entry for each sort of label that the rows carry, else null. */
export interface Evaluation {
  readonly field: Scores | null;
  readonly urgency: Scores | null;
  readonly kind: Scores | null;
}

/**
 * Compares a classifier's verdicts with the labels of rows.
 * @param rows rows with `text`; a row may carry any of `field`, `urgency` and `kind`
 */
export function evaluate(classifier: Classifier, rows: readonly TrainingRow[]): Evaluation {
  const verdicts = rows.map((row) => ({
    row,
    verdict: classifier.classify({
      title: row.title ?? null,
      text: row.text ?? (row.tokens ?? []).join(""),
      postedAt: row.postedAt ?? null,
    }),
  }));
  const pairs = (pick: (at: (typeof verdicts)[number]) => [string | undefined, string]) =>
    scoresOf(verdicts.map(pick).filter((pair): pair is [string, string] => pair[0] !== undefined));
  return {
    field: pairs(({ row, verdict }) => [row.field, verdict.field.label]),
    urgency: pairs(({ row, verdict }) => [row.urgency, verdict.urgency.level]),
    kind: pairs(({ row, verdict }) => [row.kind, verdict.kind]),
  };
}

function scoresOf(pairs: readonly (readonly [string, string])[]): Scores | null {
  if (pairs.length === 0) return null;
  const confusion: Record<string, Record<string, number>> = {};
  for (const [truth, given] of pairs) {
    const row = confusion[truth] ?? {};
    row[given] = (row[given] ?? 0) + 1;
    confusion[truth] = row;
  }
  const labels = Object.keys(confusion)
    .sort()
    .map((label) => labelScore(label, pairs));
  return {
    rows: pairs.length,
    accuracy: pairs.filter(([truth, given]) => truth === given).length / pairs.length,
    macroF1: labels.reduce((sum, { f1 }) => sum + f1, 0) / labels.length,
    labels,
    confusion,
  };
}

function labelScore(label: string, pairs: readonly (readonly [string, string])[]): LabelScore {
  const support = pairs.filter(([truth]) => truth === label).length;
  const given = pairs.filter(([, verdict]) => verdict === label).length;
  const right = pairs.filter(([truth, verdict]) => truth === label && verdict === label).length;
  const precision = given === 0 ? 0 : right / given;
  const recall = support === 0 ? 0 : right / support;
  return { label, precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall), support };
}
