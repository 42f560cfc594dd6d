import { RedactionType } from "../../record/vocabulary.ts";
import { findPersonalData } from "./mask.ts";
import type { Redaction } from "./redaction.ts";

/** A line with the spans that a person marked in it. */
export interface LabelledLine {
  id: string;
  text: string;
  spans: Redaction[];
}

/** Exact-span figures; a rate is null where there is nothing to divide by. */
export interface SpanFigures {
  expected: number;
  found: number;
  right: number;
  recall: number | null;
  precision: number | null;
}

/** How well the masks of a set of lines agree with what people marked. */
export interface MaskingEvaluation {
  lines: number;
  overall: SpanFigures;
  byType: { type: RedactionType; figures: SpanFigures }[];
  /** Of the lines without a marked span, the share in which nothing was found. */
  cleanUntouched: number | null;
  /** Lines on which the two differ: what was missed and what was found too much. */
  errors: { id: string; missed: string[]; extra: string[] }[];
}

function key({ type, start, end }: Redaction): string {
  return `${type} ${start} ${end}`;
}

function figures(expected: number, found: number, right: number): SpanFigures {
  const rate = (of: number) => (of === 0 ? null : right / of);
  return { expected, found, right, recall: rate(expected), precision: rate(found) };
}

/**
 * Compares `findPersonalData` with marked lines. A span is right when kind, start and end are.
 * @param rows lines with their marked spans
 */
export function evaluateMasking(rows: readonly LabelledLine[]): MaskingEvaluation {
  const compared = rows.map((row) => {
    const found = findPersonalData(row.text);
    const [marked, seen] = [new Set(row.spans.map(key)), new Set(found.map(key))];
    return { row, found, right: found.filter((span) => marked.has(key(span))), marked, seen };
  });
  const spans = {
    expected: rows.flatMap((row) => row.spans),
    found: compared.flatMap(({ found }) => found),
    right: compared.flatMap(({ right }) => right),
  };
  const count = (list: readonly Redaction[], type: RedactionType) => list.filter((span) => span.type === type).length;
  const clean = compared.filter(({ row }) => row.spans.length === 0);
  const show = (row: LabelledLine) => (span: Redaction) => `${span.type}: ${row.text.slice(span.start, span.end)}`;
  return {
    lines: rows.length,
    overall: figures(spans.expected.length, spans.found.length, spans.right.length),
    byType: RedactionType.options
      .map((type) => ({
        type,
        figures: figures(count(spans.expected, type), count(spans.found, type), count(spans.right, type)),
      }))
      .filter((entry) => entry.figures.expected + entry.figures.found > 0),
    cleanUntouched: clean.length === 0 ? null : clean.filter(({ found }) => found.length === 0).length / clean.length,
    errors: compared
      .map(({ row, found, marked, seen }) => ({
        id: row.id,
        missed: row.spans.filter((span) => !seen.has(key(span))).map(show(row)),
        extra: found.filter((span) => !marked.has(key(span))).map(show(row)),
      }))
      .filter(({ missed, extra }) => missed.length + extra.length > 0),
  };
}
