import type { Field } from "../../record/message.ts";
import { highest, scores, softmax, unit, vectorOf } from "./linear.ts";
import type { FieldModel } from "./model.ts";
import { FIELDS, OTHER_FIELD } from "./taxonomy.ts";

/**
 * The field a message belongs to, with a calibrated confidence (2 digits); `other` when no field is sure enough.
 * @param text title and text
 */
export function fieldOf(model: FieldModel, text: string): Field {
  const probabilities = softmax(scores(model, unit(vectorOf(model, text))), model.temperature);
  const best = highest(probabilities);
  const confidence = Math.round((probabilities[best] as number) * 100) / 100;
  const known = FIELDS.find((field) => field.label === model.labels[best]);
  return { ...(known && confidence >= model.threshold ? known : OTHER_FIELD), confidence };
}
