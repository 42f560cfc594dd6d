import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { RedactionType } from "../src/record/vocabulary.ts";
import { evaluateMasking } from "../src/text/mask/evaluate.ts";

/**
 * `node dist/bench/evaluate-masking.js FILE`: exact-span figures of masking on marked lines (`{id,text,spans}` as JSON
 * lines), once for the part used in development and once for the part kept aside, as `docs/evaluation/masking.md` reports.
 */

const Line = z.object({
  id: z.string(),
  text: z.string(),
  spans: z.array(z.object({ type: RedactionType, start: z.number().int(), end: z.number().int() })),
});

/** The seed of the split; another one would move lines across. */
const SEED = "masking-split-1";
/** Share of lines kept aside. */
const KEPT_ASIDE = 0.3;

function isKeptAside(id: string): boolean {
  return createHash("sha256").update(`${SEED}:${id}`).digest().readUInt16BE(0) / 65_536 < KEPT_ASIDE;
}

const path = process.argv[2];
if (path === undefined) {
  process.stderr.write("evaluate-masking: name the file of marked lines, such as masking-dev.jsonl\n");
  process.exit(2);
}
const lines = readFileSync(path, "utf8")
  .split("\n")
  .filter(Boolean)
  .map((line) => Line.parse(JSON.parse(line)));
const development = evaluateMasking(lines.filter(({ id }) => !isKeptAside(id)));
const keptAside = evaluateMasking(lines.filter(({ id }) => isKeptAside(id)));
process.stdout.write(`${JSON.stringify({ seed: SEED, development, keptAside }, null, 2)}\n`);
