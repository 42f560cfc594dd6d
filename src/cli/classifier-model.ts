import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { packageRoot } from "../config/package-root.ts";
import { type Classifier, createClassifier } from "../text/classify/classifier.ts";
import { parseModel } from "../text/classify/model.ts";
import { Failure } from "./failure.ts";

/** The model that ships, below the package's folder. */
export const SHIPPED_MODEL = join("models", "classifier.json");

/**
 * Loads a classifier.
 * @param file a model that `classifier train` wrote; the one that ships unless given
 * @throws Failure when the file is missing or no model
 */
export async function loadClassifier(file = join(packageRoot(), SHIPPED_MODEL)): Promise<Classifier> {
  try {
    return createClassifier(parseModel(JSON.parse(await readFile(file, "utf8"))));
  } catch (error) {
    throw new Failure(`${file} is no classifier model: ${faultOf(error)}`);
  }
}

function faultOf(error: unknown): string {
  if (error instanceof z.ZodError)
    return error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  return error instanceof Error ? error.message : String(error);
}
