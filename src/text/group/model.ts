import { SIGNALS } from "./similarity.ts";

const BIAS = -4;

const WEIGHTS: Readonly<Record<(typeof SIGNALS)[number], number>> = {
  cosine: 11,
  names: 0,
  topics: 0,
  title: 0,
  contained: 0,
  wording: 0,
  days: 0,
  sharedNames: 0,
};

/**
 * How likely two messages report the same matter.
 * @param values as given by `signals`
 * @returns 0 to 1
 */
export function likelihood(values: readonly number[]): number {
  const sum = SIGNALS.reduce((total, signal, at) => total + WEIGHTS[signal] * values[at]!, BIAS);
  return 1 / (1 + Math.exp(-sum));
}
