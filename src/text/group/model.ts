import type { Signals } from "./similarity.ts";

/**
 * Weights of a logistic regression on pairs of messages: fitted on the tuned half of the labelled groups, each group's
 * pairs together weighing as much as its members, L2 of 0.5 (docs/evaluation/grouping.md).
 */
const BIAS = -7.092;
const COSINE = 7.387;
const NAMES = 1.579;
const DAYS = -4.014;

/** Shared wording from which two messages are linked whatever else: half of the 5-grams, by an estimate of ± 0.09. */
const SAME_WORDING = 0.5;

/**
 * How likely two messages report the same matter.
 * @returns 0 to 1; 0 when they tell of two places, or share a place alone
 */
export function likelihood({ cosine, wording, names, days, elsewhere, otherMatter }: Signals): number {
  if (elsewhere || otherMatter) {
    return 0;
  }
  const learned = 1 / (1 + Math.exp(-(BIAS + COSINE * cosine + NAMES * names + DAYS * days)));
  return wording >= SAME_WORDING ? Math.max(learned, wording) : learned;
}
