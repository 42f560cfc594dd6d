import type { Field, Urgency } from "../../record/message.ts";
import type { Kind } from "../../record/vocabulary.ts";
import { layOut } from "./document.ts";
import { fieldOf } from "./field.ts";
import { kindOf } from "./kind.ts";
import type { ClassifierModel } from "./model.ts";
import { blankNoSay } from "./neutral.ts";
import { urgencyOf } from "./urgency.ts";

/** Version of the rules for urgency and kind; raised when any of them changes a verdict. */
const RULES_VERSION = 2;

/** What is classified: a message's masked title and text, and when it was posted (RFC 3339). */
export interface ClassifierInput {
  title: string | null;
  text: string;
  postedAt: string | null;
}

/** Says what a message asks for, what it is about and how urgent it is. Pure: the same input gives the same verdict. */
export interface Classifier {
  /** `name@version`, with the version of the learned part. */
  readonly version: string;
  classify(input: ClassifierInput): { kind: Kind; field: Field; urgency: Urgency };
}

/**
 * Makes a classifier: rules of the rubric and a learned second opinion for urgency and kind, a linear model for the field.
 * @param model the learned part, from `parseModel`
 */
export function createClassifier(model: ClassifierModel): Classifier {
  return {
    version: `heartbridge-rules@${RULES_VERSION}+${model.version}`,
    classify({ title, text }) {
      const document = layOut(title, text, blankNoSay);
      const urgency = urgencyOf(document, model.reader);
      const kind = kindOf(model.kind, document, urgency.level);
      return { kind, field: fieldOf(model.field, document.original), urgency };
    },
  };
}
