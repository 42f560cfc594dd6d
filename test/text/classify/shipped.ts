import { readFileSync } from "node:fs";
import { createClassifier } from "../../../src/text/classify/classifier.ts";
import { parseModel } from "../../../src/text/classify/model.ts";

const file = new URL("../../../models/classifier.json", import.meta.url);

/** The classifier with the model that ships. */
export const classifier = createClassifier(parseModel(JSON.parse(readFileSync(file, "utf8"))));

/** What it says of a text without title, posted on a Monday afternoon in Beijing. */
export function classify(text: string, title: string | null = null) {
  return classifier.classify({ title, text, postedAt: "2026-03-02T08:00:00.000Z" });
}
