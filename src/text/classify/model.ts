import { z } from "zod";
import { Kind } from "../../record/vocabulary.ts";
import { indexGrams, type LinearModel } from "./linear.ts";
import { FIELDS } from "./taxonomy.ts";

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/, "expected base64");

/** A linear model as its file holds it; weights and frequencies are rounded to one byte each. */
const LinearFile = z.strictObject({
  labels: z.array(z.string()).min(1),
  /** The n-grams, one a line. */
  grams: z.string().min(1),
  /** Inverse document frequency of each n-gram: one byte, times `idfScale`. */
  idf: base64,
  idfScale: z.number().positive(),
  /** Weights, n-gram by n-gram and label by label: one signed byte, times the label's `weightScale`. */
  weights: base64,
  weightScale: z.array(z.number().positive()),
  bias: z.array(z.number()),
});

const ModelFile = z.strictObject({
  format: z.literal("heartbridge-classifier:1"),
  version: z.string().regex(/^[a-z]+@\d+$/, "expected a name, @ and a number"),
  field: LinearFile.extend({
    labels: z
      .array(z.string().refine((label) => FIELDS.some((field) => field.label === label), "not in the taxonomy"))
      .min(2),
    /** Divides the scores before they become probabilities; fitted on messages that the training did not see. */
    temperature: z.number().positive(),
    /** Under this confidence no field is claimed (code `other`). */
    threshold: z.number().min(0).max(1),
  }),
  /** Absent when the training rows carried no urgency: then the rules read alone. */
  danger: LinearFile.extend({ labels: z.tuple([z.literal("urgent"), z.literal("critical")]) }).optional(),
  /** Names the reason code of a passage that `danger` found. */
  code: LinearFile.optional(),
  /** Weighs what a message asks for. Absent when the training rows carried no kind: then the signs decide alone. */
  kind: LinearFile.extend({ labels: z.array(Kind).min(1) }).optional(),
});

/** A linear model of the field over character n-grams. */
export interface FieldModel extends LinearModel {
  readonly temperature: number;
  readonly threshold: number;
}

/** Reads passages of a message: is it urgent (critical or high), is it critical, and by which code. */
export interface DangerModel {
  readonly danger: LinearModel;
  readonly code: LinearModel;
}

/** A classifier's model, unpacked. */
export interface ClassifierModel {
  readonly version: string;
  readonly field: FieldModel;
  readonly reader: DangerModel | null;
  readonly kind: LinearModel | null;
}

/**
 * Checks and unpacks a model file's JSON.
 * @throws ZodError naming the path of what is wrong; Error when the parts do not fit each other
 */
export function parseModel(json: unknown): ClassifierModel {
  const { version, field, danger, code, kind } = ModelFile.parse(json);
  return {
    version,
    field: { ...unpack(field), temperature: field.temperature, threshold: field.threshold },
    reader: danger && code ? { danger: unpack(danger), code: unpack(code) } : null,
    kind: kind ? unpack(kind) : null,
  };
}

/** Packs a model for its file. */
export function packModel({ version, field, reader, kind }: ClassifierModel): z.input<typeof ModelFile> {
  const { temperature, threshold } = field;
  const reading = reader && {
    danger: { ...pack(reader.danger), labels: ["urgent", "critical"] as ["urgent", "critical"] },
    code: pack(reader.code),
  };
  const asked = kind && { kind: { ...pack(kind), labels: z.array(Kind).parse(kind.labels) } };
  return {
    format: "heartbridge-classifier:1",
    version,
    field: { ...pack(field), temperature, threshold },
    ...reading,
    ...asked,
  };
}

function unpack(file: z.infer<typeof LinearFile>): LinearModel {
  const { labels, bias, weightScale } = file;
  const grams = file.grams.split("\n");
  const idf = scaled(new Uint8Array(Buffer.from(file.idf, "base64")), [file.idfScale]);
  const weights = scaled(new Int8Array(Buffer.from(file.weights, "base64")), weightScale);
  const width = labels.length;
  const fits = [idf.length === grams.length, weights.length === grams.length * width, bias.length === width];
  if (fits.includes(false) || weightScale.length !== width) {
    throw new Error("classifier model: n-grams, weights and labels differ in number; make the file again by training");
  }
  return { labels, grams: indexGrams(grams), idf, weights, bias };
}

/** One-byte values as numbers, each column times its scale. A plain loop: there are half a million, and a command waits. */
function scaled(bytes: Uint8Array | Int8Array, scales: readonly number[]): Float64Array {
  const numbers = new Float64Array(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) {
    numbers[at] = (bytes[at] as number) * (scales[at % scales.length] as number);
  }
  return numbers;
}

function pack(model: LinearModel): z.input<typeof LinearFile> {
  const width = model.labels.length;
  const idfScale = largest(model.idf) / 255;
  const weightScale = model.labels.map(
    (_, label) => largest(model.weights.filter((_, at) => at % width === label)) / 127,
  );
  const idf = Uint8Array.from(model.idf, (value) => Math.round(value / idfScale));
  const weights = Int8Array.from(model.weights, (value, at) => Math.round(value / (weightScale[at % width] as number)));
  return {
    labels: [...model.labels],
    grams: model.grams.words.join("\n"),
    idf: Buffer.from(idf).toString("base64"),
    idfScale,
    weights: Buffer.from(weights.buffer).toString("base64"),
    weightScale,
    bias: [...model.bias],
  };
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
}
