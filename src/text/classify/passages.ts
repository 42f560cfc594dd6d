import { highest, scores, sums, unit, vectorOf } from "./linear.ts";
import type { DangerModel } from "./model.ts";

/** Longest passage that is read as one, in UTF-16 units. */
export const PASSAGE = 60;

/** Longest piece of a clause: messages without punctuation are cut there. */
const PIECE = 40;

/** Shorter passages are not scaled up to the length of longer ones. */
export const LEAST_NORM = 4;

/** Marks that end a clause, by UTF-16 unit. */
const ENDS_CLAUSE = Uint8Array.from({ length: 65_536 }, (_, unit) =>
  /[，。！？；,!?;：:\s…~]/.test(String.fromCharCode(unit)) ? 1 : 0,
);

/** A clause with its place in the message. */
export interface Clause {
  readonly start: number;
  readonly end: number;
}

/** A passage: neighbouring clauses, first and last (inclusive) by index. */
export interface Passage {
  readonly first: number;
  readonly last: number;
}

/** What the learned reader makes of a message's most urgent passage. */
export interface Reading {
  /** Log-odds that the passage is critical or high. */
  readonly urgent: number;
  /** Log-odds that some passage is critical. */
  readonly critical: number;
  /** The passage. */
  readonly whole: Clause;
  /** The clause of the passage that speaks loudest. */
  readonly start: number;
  readonly end: number;
}

/** Cuts a folded message into clauses of at most 40 units. */
export function clausesOf(flat: string): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  for (let at = 0; at <= flat.length; at += 1) {
    const ends = at === flat.length || ENDS_CLAUSE[flat.charCodeAt(at)] === 1;
    if (!ends && at - start < PIECE) continue;
    if (at > start) clauses.push({ start, end: at });
    start = ends ? at + 1 : at;
  }
  return clauses;
}

/** All passages: from each clause on, as many as fit. */
export function passagesOf(clauses: readonly Clause[]): Passage[] {
  const passages: Passage[] = [];
  for (let first = 0; first < clauses.length; first += 1) {
    let last = first;
    let length = lengthOf(clauses[first]);
    while (last + 1 < clauses.length && length + lengthOf(clauses[last + 1]) <= PASSAGE) {
      last += 1;
      length += lengthOf(clauses[last]);
    }
    passages.push({ first, last });
    if (last === clauses.length - 1) break;
  }
  return passages;
}

/**
 * Reads a message passage by passage; its most urgent passage counts, however deep in a long complaint it stands, so that
 * length has no say.
 * @returns null when there is nothing to read
 */
export function read({ danger }: DangerModel, flat: string): Reading | null {
  const clauses = clausesOf(flat);
  const vectors = clauses.map(({ start, end }) => vectorOf(danger, flat, start, end));
  const loudness = vectors.map((vector) => sums(danger, vector));
  let best: { passage: Passage; urgent: number } | null = null;
  let critical = Number.NEGATIVE_INFINITY;
  for (const passage of passagesOf(clauses)) {
    const totals = [0, 0];
    let squares = 0;
    for (let at = passage.first; at <= passage.last; at += 1) {
      const clause = loudness[at] as number[];
      totals[0] = (totals[0] as number) + (clause[0] as number);
      totals[1] = (totals[1] as number) + (clause[1] as number);
      squares += (vectors[at] as { squares: number }).squares;
    }
    const norm = Math.max(LEAST_NORM, Math.sqrt(squares));
    const urgent = (totals[0] as number) / norm + (danger.bias[0] as number);
    critical = Math.max(critical, (totals[1] as number) / norm + (danger.bias[1] as number));
    if (!best || urgent > best.urgent) best = { passage, urgent };
  }
  if (!best) return null;
  const { first, last } = best.passage;
  const inside = loudness.slice(first, last + 1).map((clause) => clause[0] as number);
  const { start, end } = clauses[first + highest(inside)] as Clause;
  const whole = { start: (clauses[first] as Clause).start, end: (clauses[last] as Clause).end };
  return { urgent: best.urgent, critical, whole, start, end };
}

/** The reason code that a passage speaks for. */
export function codeOf({ code }: DangerModel, flat: string, { start, end }: Clause): string {
  return code.labels[highest(scores(code, unit(vectorOf(code, flat, start, end))))] as string;
}

function lengthOf(clause: Clause | undefined): number {
  return clause ? clause.end - clause.start : 0;
}
