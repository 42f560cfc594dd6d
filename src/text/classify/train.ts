import { z } from "zod";
import { Kind, UrgencyLevel } from "../../record/vocabulary.ts";
import { learnDanger } from "./learn-danger.ts";
import { learnLinear, prune } from "./learn-linear.ts";
import { type LinearModel, scores, softmax, unit, vectorOf } from "./linear.ts";
import type { ClassifierModel, DangerModel, FieldModel } from "./model.ts";
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
    codes: z.array(z.string()).optional(),
    kind: Kind.optional(),
  })
  .refine((row) => row.text !== undefined || row.tokens !== undefined, "expected text or tokens");
export type TrainingRow = z.infer<typeof TrainingRow>;

/** N-grams in fewer rows than this are chance. */
const RARE = 4;
/** N-grams that are kept for the field: those with the largest weights. */
const KEPT = 58_000;
/** How often a whole message is shown for each of those whose words alone are known: it looks like what is to be classified. */
const WHOLE_COUNTS = 3;
/** The same for what a message asks for, of which there are far fewer rows. */
const RARE_KIND = 2;
const KEPT_KIND = 8_000;
/** Every n-th whole message is kept back to fit the temperature. */
const CALIBRATION = 6;
/** A row that shares this part of its character pairs with a kept message is a copy of it. */
const COPY_SHARE = 0.7;
/** Below this confidence a field is right less often than wrong on messages kept apart. */
const THRESHOLD = 0.35;
/** Temperatures that are tried. */
const TEMPERATURES = Array.from({ length: 40 }, (_, index) => 0.1 + index * 0.05);

type FieldRow = TrainingRow & { field: string };

/**
 * Learns a classifier's model: the field from rows with a `field`, the reader of urgent passages from whole messages with an
 * `urgency`, and what is asked for from whole messages with a `kind`. The same rows in the same order give the same model.
 * @throws Error when fewer than two fields occur
 */
export function train(rows: readonly TrainingRow[]): ClassifierModel {
  return { version: "learned@1", field: trainField(rows), reader: trainReader(rows), kind: trainKind(rows) };
}

/** Title and text of a row as one string; words without their stop words are joined, because most stood side by side. */
export function wording(row: TrainingRow): string {
  return row.text === undefined ? (row.tokens ?? []).join("") : `${row.title ?? ""}\n${row.text}`;
}

function trainReader(rows: readonly TrainingRow[]): DangerModel | null {
  const graded = rows.flatMap(({ title, text, urgency, codes }) =>
    text !== undefined && urgency ? [{ title: title ?? null, text, urgency, codes: codes ?? [] }] : [],
  );
  // Without a single code the reader could not say why, and an urgent message must.
  return graded.some(({ codes }) => codes.length > 0) ? learnDanger(graded) : null;
}

function trainKind(rows: readonly TrainingRow[]): LinearModel | null {
  const examples = rows.flatMap((row) => (row.kind && row.text ? [{ text: wording(row), label: row.kind }] : []));
  return examples.length === 0 ? null : prune(learnLinear(examples, RARE_KIND), KEPT_KIND);
}

function trainField(rows: readonly TrainingRow[]): FieldModel {
  const labelled = rows.filter((row): row is FieldRow => row.field !== undefined);
  if (new Set(labelled.map((row) => row.field)).size < 2) {
    throw new Error("training needs rows of at least two fields: none or one was found");
  }
  const whole = labelled.filter((row) => row.text !== undefined);
  const kept = whole.filter((_, index) => index % CALIBRATION === 0);
  const known = new Set(kept);
  const others = labelled.filter((row) => !known.has(row));
  const trial = learnField(withoutCopies(others, kept));
  return { ...learnField(labelled), temperature: temperatureFor(trial, kept) };
}

function learnField(rows: readonly FieldRow[]): FieldModel {
  const examples = rows.flatMap((row) => {
    const times = row.text === undefined ? 1 : WHOLE_COUNTS;
    return new Array(times).fill({ text: wording(row), label: row.field });
  });
  const model = learnLinear(examples, Math.min(RARE, rows.length / 10));
  return { ...prune(model, KEPT), temperature: 1, threshold: THRESHOLD };
}

/** The rows that are no copy of a kept one: a message may occur whole and again as its words. */
function withoutCopies(rows: readonly FieldRow[], kept: readonly FieldRow[]): readonly FieldRow[] {
  const holders = new Map<string, number[]>();
  for (const [index, row] of kept.entries()) {
    for (const pair of pairsOf(wording(row))) {
      const known = holders.get(pair);
      if (known) known.push(index);
      else holders.set(pair, [index]);
    }
  }
  return rows.filter((row) => {
    const pairs = pairsOf((row.tokens ?? [row.text ?? ""]).join(" "));
    const shared = new Array<number>(kept.length).fill(0);
    for (const pair of pairs) {
      for (const index of holders.get(pair) ?? []) shared[index] = (shared[index] as number) + 1;
    }
    return Math.max(...shared, 0) < pairs.size * COPY_SHARE;
  });
}

/** The different pairs of Han characters that stand side by side. */
function pairsOf(text: string): Set<string> {
  return new Set([...countNgrams(text).keys()].filter((gram) => gram.length === 2));
}

/** The temperature under which messages not trained on are least surprising. */
function temperatureFor(model: FieldModel, rows: readonly FieldRow[]): number {
  if (rows.length === 0) return 1;
  const seen = rows.map((row) => ({
    scored: scores(model, unit(vectorOf(model, wording(row)))),
    label: model.labels.indexOf(row.field),
  }));
  const surprise = (temperature: number) =>
    seen.reduce(
      (sum, { scored, label }) => sum - Math.log(Math.max(1e-9, softmax(scored, temperature)[label] ?? 0)),
      0,
    );
  return TEMPERATURES.reduce((best, candidate) => (surprise(candidate) < surprise(best) ? candidate : best), 1);
}
