import type { RedactionType } from "../../record/vocabulary.ts";

/** A piece of personal data in a text; offsets are UTF-16 units of that text, `end` exclusive. */
export interface Redaction {
  type: RedactionType;
  start: number;
  end: number;
}
