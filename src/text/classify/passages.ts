import { highest, type LinearModel, scores, sums, unit, vectorOf } from "./linear.ts";
import type { DangerModel } from "./model.ts";

/** Longest passage that is read as one, in UTF-16 units. */
export const PASSAGE = 60;

/** Longest piece of a clause: messages without punctuation are cut there. */
const PIECE = 40;

/** Shorter passages are not scaled up to the length of longer ones. */
export const LEAST_NORM = 4;

/** Clauses between the marks that end them. */
const CLAUSE = new RegExp(`[^，。！？；,!?;：:\\s…~]{1,${PIECE}}`, "g");

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
  readonly code: string;
  /** The clause of the passage that speaks loudest. */
  readonly start: number;
  readonly end: number;
}

/** Cuts a folded message into clauses. */
export function clausesOf(flat: string): Clause[] {
  return Array.from(flat.matchAll(CLAUSE), (match) => ({ start: match.index, end: match.index + match[0].length }));
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
export function read({ danger, code }: DangerModel, flat: string): Reading | null {
  const clauses = clausesOf(flat);
  const vectors = clauses.map(({ start, end }) => vectorOf(danger, flat.slice(start, end)));
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
  const from = (clauses[first] as Clause).start;
  const to = (clauses[last] as Clause).end;
  return { urgent: best.urgent, critical, code: codeOf(code, flat.slice(from, to)), start, end };
}

function codeOf(model: LinearModel, text: string): string {
  return model.labels[highest(scores(model, unit(vectorOf(model, text))))] as string;
}

function lengthOf(clause: Clause | undefined): number {
  return clause ? clause.end - clause.start : 0;
}
