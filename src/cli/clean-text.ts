import { mask } from "../text/mask/index.ts";
import { tidy } from "../text/normalise/tidy.ts";

/** A text as the record holds it, masked and tidy: what the pipeline classifies and fingerprints. */
export function cleanText(text: string): string {
  return tidy(mask(text).text);
}
