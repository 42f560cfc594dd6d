import { z } from "zod";
import { FIELDS } from "./taxonomy.ts";

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/, "expected base64");

/** The learned part of a classifier as its file holds it: one linear model over character n-grams for the field. */
const ModelFile = z.strictObject({
  format: z.literal("heartbridge-classifier:1"),
  version: z.string().regex(/^field@\d+$/, "expected field@ and a number"),
  field: z.strictObject({
    labels: z
      .array(z.string().refine((label) => FIELDS.some((field) => field.label === label), "not in the taxonomy"))
      .min(2),
    /** The n-grams, one a line. */
    grams: z.string().min(1),
    /** Inverse document frequency of each n-gram: one byte, times `idfScale`. */
    idf: base64,
    idfScale: z.number().positive(),
    /** Weights, n-gram by n-gram and label by label: one signed byte, times `weightScale`. */
    weights: base64,
    weightScale: z.number().positive(),
    bias: z.array(z.number()),
    /** Divides the scores before they become probabilities; fitted on messages that the training did not see. */
    temperature: z.number().positive(),
    /** Under this confidence no field is claimed (code `other`). */
    threshold: z.number().min(0).max(1),
  }),
});

/** A classifier's model, unpacked. */
export interface ClassifierModel {
  readonly version: string;
  readonly field: FieldModel;
}

/** A linear model of the field over character n-grams. */
export interface FieldModel {
  readonly labels: readonly string[];
  /** N-gram to its row in `idf` and `weights`. */
  readonly rows: ReadonlyMap<string, number>;
  readonly idf: Float64Array;
  /** Row-major: n-grams by labels. */
  readonly weights: Float64Array;
  readonly bias: readonly number[];
  readonly temperature: number;
  readonly threshold: number;
}

/**
 * Checks and unpacks a model file's JSON.
 * @throws ZodError naming the path of what is wrong; Error when the parts do not fit each other
 */
export function parseModel(json: unknown): ClassifierModel {
  const { version, field } = ModelFile.parse(json);
  const grams = field.grams.split("\n");
  const idf = Float64Array.from(Buffer.from(field.idf, "base64"), (byte) => byte * field.idfScale);
  const bytes = Buffer.from(field.weights, "base64");
  const weights = Float64Array.from(
    new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length),
    (w) => w * field.weightScale,
  );
  const { labels, bias, temperature, threshold } = field;
  if (idf.length !== grams.length || weights.length !== grams.length * labels.length || bias.length !== labels.length) {
    throw new Error("classifier model: n-grams, weights and labels differ in number; make the file again by training");
  }
  const rows = new Map(grams.map((gram, row) => [gram, row]));
  return { version, field: { labels, rows, idf, weights, bias, temperature, threshold } };
}

/** Packs a model for its file; weights are rounded to one byte each. */
export function packModel(model: ClassifierModel): z.infer<typeof ModelFile> {
  const { rows, idf, weights, labels, bias, temperature, threshold } = model.field;
  const idfScale = largest(idf) / 255;
  const weightScale = largest(weights) / 127;
  return {
    format: "heartbridge-classifier:1",
    version: model.version,
    field: {
      labels: [...labels],
      grams: [...rows.keys()].join("\n"),
      idf: Buffer.from(Uint8Array.from(idf, (value) => Math.round(value / idfScale))).toString("base64"),
      idfScale,
      weights: Buffer.from(Int8Array.from(weights, (value) => Math.round(value / weightScale)).buffer).toString(
        "base64",
      ),
      weightScale,
      bias: [...bias],
      temperature,
      threshold,
    },
  };
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
}
