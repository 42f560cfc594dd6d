import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../src/config/package-root.ts";
import { type Classifier, createClassifier } from "../src/text/classify/classifier.ts";
import { parseModel } from "../src/text/classify/model.ts";

/** The classifier with the model that ships: `models/classifier.json`. */
export function loadClassifier(): Classifier {
  return createClassifier(
    parseModel(JSON.parse(readFileSync(join(packageRoot(), "models", "classifier.json"), "utf8"))),
  );
}
