import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Kind, UrgencyLevel } from "../src/record/vocabulary.ts";
import { countNgrams } from "../src/text/classify/ngrams.ts";
import { TrainingRow } from "../src/text/classify/train.ts";

/** The seed of the split: changing it draws another part that is kept aside. */
const SPLIT = "heartbridge-split-1";

/** Out of ten parts, so many are kept aside. */
const KEPT_TENTHS = 3;

/** A segmented row that shares this part of its character pairs with a kept message is a copy of it. */
const COPY_SHARE = 0.7;

/** Labelled rows, those to learn from and those kept aside, by what they are labelled with. */
export interface ClassifierData {
  readonly fields: { readonly learn: TrainingRow[]; readonly kept: TrainingRow[] };
  readonly invented: { readonly learn: TrainingRow[]; readonly kept: TrainingRow[] };
  readonly real: { readonly learn: TrainingRow[]; readonly kept: TrainingRow[] };
  /** Written for the project, beside the model: always learned from. */
  readonly written: TrainingRow[];
  /** Real messages without a label, each text once: how often a level is given in ordinary traffic. */
  readonly traffic: TrainingRow[];
}

const RawLine = z.object({
  externalId: z.string(),
  title: z.string().nullable(),
  text: z.string(),
  postedAt: z.string(),
});
const RealLabel = z.object({ id: z.string(), urgency: UrgencyLevel, codes: z.array(z.string()), kind: Kind });

/** Reads the labelled data from a folder that has the files of the data note, and what was written beside the model. */
export function readClassifierData(folder: string, written: string): ClassifierData {
  const raw = new Map(lines(join(folder, "raw-posts.jsonl"), RawLine).map((post) => [post.externalId, post]));
  const labels = lines(join(folder, "urgency-real.jsonl"), RealLabel);
  const real = labels.flatMap((label) => {
    const post = raw.get(label.id);
    return post ? [{ ...label, title: post.title, text: post.text, postedAt: post.postedAt }] : [];
  });
  const known = new Set(real.map((row) => row.text));
  const traffic = new Map([...raw.values()].filter((post) => !known.has(post.text)).map((post) => [post.text, post]));
  const fields = split(lines(join(folder, "fields.jsonl"), TrainingRow));
  const segmented = withoutCopies(lines(join(folder, "fields-segmented.jsonl"), TrainingRow), fields.kept);
  return {
    fields: { learn: [...segmented, ...fields.learn], kept: fields.kept },
    invented: split(lines(join(folder, "urgency-dev.jsonl"), TrainingRow)),
    real: split(real),
    written: lines(written, TrainingRow),
    traffic: [...traffic.values()].map(({ externalId, ...post }) => ({ id: externalId, ...post })),
  };
}

/** Splits by a hash of the text's letters and digits, so that one text posted twice lies on one side. */
function split(rows: readonly TrainingRow[]): { learn: TrainingRow[]; kept: TrainingRow[] } {
  const isKept = (row: TrainingRow) => {
    const key = (row.text ?? "").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
    return (createHash("sha256").update(`${SPLIT}\0${key}`).digest()[0] as number) % 10 < KEPT_TENTHS;
  };
  return { learn: rows.filter((row) => !isKept(row)), kept: rows.filter(isKept) };
}

/** The rows whose words are not those of a kept message. */
function withoutCopies(rows: readonly TrainingRow[], kept: readonly TrainingRow[]): TrainingRow[] {
  const texts = kept.map((row) => pairsOf(`${row.title ?? ""} ${row.text ?? ""}`));
  return rows.filter((row) => {
    const pairs = [...pairsOf((row.tokens ?? []).join(" "))];
    return !texts.some((text) => pairs.filter((pair) => text.has(pair)).length >= pairs.length * COPY_SHARE);
  });
}

function pairsOf(text: string): Set<string> {
  return new Set([...countNgrams(text).keys()].filter((gram) => gram.length === 2));
}

function lines<T>(file: string, schema: z.ZodType<T>): T[] {
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => schema.parse(JSON.parse(line)));
}
