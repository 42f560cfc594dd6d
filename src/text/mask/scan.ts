import { type DigitRun, digitRuns, mayHoldSpelledNumber } from "./digit-runs.ts";
import { fold } from "./fold.ts";
import type { Redaction } from "./redaction.ts";

/** What detectors read: the folded text and its digit runs, found once. */
export interface Scan {
  /** Same length as the input, see `fold.ts`. */
  readonly folded: string;
  /** Runs of ASCII digits, then those that include spelled digits where there are any. */
  readonly runs: readonly DigitRun[];
}

/** Looks for one kind of personal data; candidates may overlap each other. */
export type Detector = (scan: Scan) => Redaction[];

/** The shortest number that means anything here: a QQ number has five digits. */
const SHORTEST = 5;

/**
 * Prepares a text for the detectors.
 * @param text any text
 */
export function scan(text: string): Scan {
  const folded = fold(text);
  const plain = digitRuns(folded, false, SHORTEST);
  if (!mayHoldSpelledNumber(folded)) return { folded, runs: plain };
  const spelled = digitRuns(folded, true, SHORTEST).filter((run) => run.disguised > 0);
  return { folded, runs: [...plain, ...spelled] };
}
