import { layOut } from "./document.ts";
import { blank, descend, type Learner, learnLinear, prune, vocabularyOf } from "./learn-linear.ts";
import { type LinearModel, scores, type Vector, vectorOf } from "./linear.ts";
import type { DangerModel } from "./model.ts";
import { blankNoSay } from "./neutral.ts";
import { clausesOf, LEAST_NORM, passagesOf } from "./passages.ts";
import { randomFrom, shuffled } from "./random.ts";

/** Passes in which every passage of a message is taken for what the message is, before the worst alone counts. */
const FIRST_PASSES = 3;
const PASSES = 18;
const STEP = 0.2;
/** N-grams in fewer messages than this are chance. */
const RARE = 2;
const KEPT_GRAMS = 30_000;
const KEPT_CODE_GRAMS = 5_000;

/** A labelled message. */
export interface DangerRow {
  readonly title: string | null;
  readonly text: string;
  readonly urgency: "critical" | "high" | "normal" | "low";
  readonly codes: readonly string[];
}

/**
 * Learns to find the urgent passage of a message (multiple-instance learning): a message is urgent when its most urgent passage
 * is, so each pass corrects that passage alone. Two outputs, urgent and critical, share the n-grams.
 */
export function learnDanger(rows: readonly DangerRow[]): DangerModel {
  const documents = rows.map((row) => {
    const { flat } = layOut(row.title, row.text, blankNoSay);
    const clauses = clausesOf(flat).map(({ start, end }) => flat.slice(start, end));
    return { row, clauses };
  });
  const vocabulary = vocabularyOf(
    documents.map((document) => document.clauses),
    RARE,
  );
  const labels = ["urgent", "critical"];
  const model: Learner = { ...vocabulary, labels, ...blank(vocabulary, labels.length) };
  const bags = documents.map(({ row, clauses }) => ({
    truth: [row.urgency === "critical" || row.urgency === "high" ? 1 : 0, row.urgency === "critical" ? 1 : 0],
    passages: passageVectors(model, clauses),
  }));
  const random = randomFrom(1);
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const bag of shuffled(bags, random)) correct(model, bag, pass < FIRST_PASSES);
  }
  const named = rows.flatMap((row) =>
    row.codes.slice(0, 1).map((label) => ({ text: `${row.title ?? ""}\n${row.text}`, label })),
  );
  return { danger: prune(model, KEPT_GRAMS), code: prune(learnLinear(named, RARE), KEPT_CODE_GRAMS) };
}

interface Bag {
  readonly truth: readonly number[];
  readonly passages: readonly Vector[];
}

/** Corrects the model on a message: on every passage at first, later on the one that each output finds worst. */
function correct(model: Learner, { truth, passages }: Bag, everywhere: boolean): void {
  if (everywhere) {
    for (const vector of passages) {
      const scored = scores(model, vector);
      descend(
        model,
        vector,
        truth.map((is, label) => (logistic(scored[label] as number) - is) / passages.length),
        STEP,
      );
    }
    return;
  }
  for (const [label, is] of truth.entries()) {
    const scored = passages.map((vector) => scores(model, vector)[label] as number);
    const worst = scored.indexOf(Math.max(...scored));
    const vector = passages[worst];
    if (!vector) continue;
    const errors = truth.map((_, at) => (at === label ? logistic(scored[worst] as number) - is : 0));
    descend(model, vector, errors, STEP);
  }
}

/** The passages of a message as vectors, composed of their clauses as the reader composes them. */
function passageVectors(model: Pick<LinearModel, "grams" | "idf">, clauses: readonly string[]): Vector[] {
  const vectors = clauses.map((clause) => vectorOf(model, clause));
  let at = 0;
  const places = clauses.map((clause) => {
    const start = at;
    at += clause.length;
    return { start, end: at };
  });
  return passagesOf(places).map(({ first, last }) => {
    const parts = vectors.slice(first, last + 1);
    const squares = parts.reduce((sum, part) => sum + part.squares, 0);
    const norm = Math.max(LEAST_NORM, Math.sqrt(squares));
    return {
      rows: parts.flatMap((part) => part.rows),
      values: parts.flatMap((part) => part.values.map((value) => value / norm)),
      squares: squares / (norm * norm),
    };
  });
}

function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score));
}
