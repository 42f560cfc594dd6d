import type { Command } from "commander";
import type { z } from "zod";
import type { TrainingRow } from "../../text/classify/train.ts";
import type { Context } from "../io.ts";
import { withExamples, withJson, withUnneededConfig } from "../options.ts";

/** `classifier train|evaluate FILE`: learns from labelled lines; measures on labelled lines. */
export function define(command: Command, context: Context): void {
  const lines = 'lines of {"id", "title"?, "text", "field"?, "urgency"?, "kind"?}';
  withUnneededConfig(command.command("train").description("learn the field from labelled lines, and write the model"))
    .argument("<file>", lines)
    .requiredOption("--out <file>", "where the model goes")
    .action((file: string, options: { out: string }) => trainModel(context, file, options.out));
  withJson(withUnneededConfig(command.command("evaluate").description("precision, recall and F1 of each class")))
    .argument("<file>", lines)
    .option("--model <file>", "a model that train wrote (the one that ships unless told)")
    .action((file: string, options: { json?: boolean; model?: string }) => evaluateModel(context, file, options));
  withExamples(command, [
    "heartbridge classifier evaluate labelled.jsonl",
    "heartbridge classifier train labelled.jsonl --out model.json",
    "heartbridge classifier evaluate labelled.jsonl --model model.json --json",
  ]);
}

async function trainModel(context: Context, file: string, out: string): Promise<void> {
  const [{ train, TrainingRow }, { FIELDS }, { packModel }, { Failure }, { resolve }, { writeFile }] =
    await Promise.all([
      import("../../text/classify/train.ts"),
      import("../../text/classify/taxonomy.ts"),
      import("../../text/classify/model.ts"),
      import("../failure.ts"),
      import("node:path"),
      import("node:fs/promises"),
    ]);
  const known = new Set(FIELDS.map(({ label }) => label));
  const schema = TrainingRow.refine(({ field }) => field === undefined || known.has(field), {
    path: ["field"],
    error: `expected a field of the taxonomy: ${[...known].join(", ")}`,
  });
  const rows = await readRows(context, file, schema);
  if (new Set(rows.flatMap(({ field }) => (field === undefined ? [] : [field]))).size < 2) {
    throw new Failure(`${file}: training needs lines of at least two fields`);
  }
  const model = train(rows);
  await writeFile(resolve(context.io.cwd, out), `${JSON.stringify(packModel(model))}\n`);
  context.say(`${out}: ${model.field.labels.length} fields, from ${rows.length} lines`);
}

async function evaluateModel(
  context: Context,
  file: string,
  options: { json?: boolean; model?: string },
): Promise<void> {
  const [{ evaluate }, { TrainingRow }, { loadClassifier }, { table }, { resolve }] = await Promise.all([
    import("../../text/classify/evaluate.ts"),
    import("../../text/classify/train.ts"),
    import("../classifier-model.ts"),
    import("../table.ts"),
    import("node:path"),
  ]);
  const model = options.model === undefined ? undefined : resolve(context.io.cwd, options.model);
  const result = evaluate(await loadClassifier(model), await readRows(context, file, TrainingRow));
  if (options.json) return context.print(`${JSON.stringify(result)}\n`);
  for (const sort of ["field", "urgency", "kind"] as const) {
    const scores = result[sort];
    if (scores === null) continue;
    const rows = scores.labels.map((one) => [
      one.label,
      ...[one.precision, one.recall, one.f1].map((figure) => figure.toFixed(3)),
      one.support,
    ]);
    await context.print(table([sort, "precision", "recall", "F1", "lines"], rows));
    await context.print(
      `accuracy ${scores.accuracy.toFixed(3)}, macro F1 ${scores.macroF1.toFixed(3)}, ${scores.rows} lines\n\n`,
    );
  }
}

async function readRows(context: Context, file: string, schema: z.ZodType<TrainingRow>): Promise<TrainingRow[]> {
  const { eachJsonLine } = await import("../lines.ts");
  const rows: TrainingRow[] = [];
  await eachJsonLine(context, file, schema, (row) => {
    rows.push(row);
  });
  return rows;
}
