import type { Signals } from "./similarity.ts";

/**
 * Weights of a logistic regression on pairs of messages: fitted on the tuned half of the labelled groups, each group's
 * pairs together weighing as much as its members, L2 of 0.5 (docs/evaluation/grouping.md).
 */
const BIAS = -7.922;
const COSINE = 9.657;
const NAMES = 1.527;
const DAYS = -3.77;

/** Shared wording from which two messages are linked whatever else: half of the 5-grams, by an estimate of ± 0.09. */
const SAME_WORDING = 0.5;

/**
 * How likely two messages report the same matter.
 * @returns 0 to 1; 0 for a template with another place put in
 */
export function likelihood({ cosine, wording, names, days, template }: Signals): number {
  if (template) {
    return 0;
  }
  const learned = 1 / (1 + Math.exp(-(BIAS + COSINE * cosine + NAMES * names + DAYS * days)));
  return wording >= SAME_WORDING ? Math.max(learned, wording) : learned;
}
