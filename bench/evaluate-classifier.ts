import { writeFileSync } from "node:fs";
import { createClassifier } from "../src/text/classify/classifier.ts";
import { evaluate, type Scores } from "../src/text/classify/evaluate.ts";
import { packModel, parseModel } from "../src/text/classify/model.ts";
import { type TrainingRow, train } from "../src/text/classify/train.ts";
import { readClassifierData } from "./classifier-data.ts";

/*
 * Measures the classifier on data kept aside and, with a second argument, makes the model that ships.
 *
 *   evaluate-classifier DATA_FOLDER [MODEL_FILE]
 *
 * Reported figures come from a model that did not see the parts kept aside; the model that ships learns from all.
 */

const [folder, modelFile] = process.argv.slice(2);
if (!folder) {
  process.stderr.write(
    "usage: evaluate-classifier DATA_FOLDER [MODEL_FILE]; the folder holds the files of the data note\n",
  );
  process.exit(2);
}
const data = readClassifierData(folder, "models/urgency-written.jsonl");
const learned = [...data.invented.learn, ...data.real.learn, ...data.written];

const trial = packModel(train([...data.fields.learn, ...learned]));
const classifier = createClassifier(parseModel(trial));
print("field, whole messages kept aside", evaluate(classifier, data.fields.kept).field);
const invented = evaluate(classifier, data.invented.kept);
print("urgency, invented messages kept aside", invented.urgency);
const real = evaluate(classifier, data.real.kept);
print("urgency, real messages kept aside", real.urgency);
print("kind, real messages kept aside", real.kind);
calibration(data.fields.kept);
traffic(data.traffic);
if (modelFile) ship(modelFile);

function print(name: string, scores: Scores | null): void {
  if (!scores) return;
  const lines = scores.labels.map(
    ({ label, precision, recall, f1, support }) =>
      `| ${label} | ${precision.toFixed(3)} | ${recall.toFixed(3)} | ${f1.toFixed(3)} | ${support} | ${JSON.stringify(scores.confusion[label])} |`,
  );
  const head = "| label | precision | recall | F1 | rows | given |\n|---|---|---|---|---|---|";
  const sum = `accuracy ${scores.accuracy.toFixed(3)}, macro-F1 ${scores.macroF1.toFixed(3)}, ${scores.rows} rows`;
  process.stdout.write(`\n### ${name}\n\n${sum}\n\n${head}\n${lines.join("\n")}\n`);
}

/** Expected calibration error of the field's confidence, in ten bins. */
function calibration(rows: readonly TrainingRow[]): void {
  const bins = Array.from({ length: 10 }, () => ({ rows: 0, confidence: 0, right: 0 }));
  for (const row of rows) {
    const { field } = classifier.classify({ title: row.title ?? null, text: row.text ?? "", postedAt: null });
    const bin = bins[Math.min(9, Math.floor(field.confidence * 10))];
    if (!bin) continue;
    bin.rows += 1;
    bin.confidence += field.confidence;
    bin.right += field.label === row.field ? 1 : 0;
  }
  const error = bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / rows.length;
  process.stdout.write(`\nexpected calibration error of the field ${error.toFixed(3)}\n`);
}

/** How often each level is given in ordinary traffic, and how fast. */
function traffic(rows: readonly TrainingRow[]): void {
  const counts = { critical: 0, high: 0, normal: 0, low: 0 };
  const units = rows.reduce((sum, row) => sum + (row.text ?? "").length, 0);
  const start = performance.now();
  for (const row of rows) {
    const { urgency } = classifier.classify({
      title: row.title ?? null,
      text: row.text ?? "",
      postedAt: row.postedAt ?? null,
    });
    counts[urgency.level] += 1;
  }
  const seconds = (performance.now() - start) / 1000;
  const share = (count: number) => `${((100 * count) / rows.length).toFixed(1)} %`;
  process.stdout.write(
    `\n### traffic\n\n${rows.length} messages of ${Math.round(units / rows.length)} characters: critical ${share(counts.critical)}, ` +
      `high ${share(counts.high)}, normal ${share(counts.normal)}, low ${share(counts.low)}; ` +
      `${Math.round(rows.length / seconds)} messages/s, ${Math.round(units / seconds / 200)} of 200 characters\n`,
  );
}

function ship(file: string): void {
  const everything = [...data.fields.learn, ...data.fields.kept, ...learned, ...data.invented.kept, ...data.real.kept];
  writeFileSync(file, `${JSON.stringify(packModel(train(everything)))}\n`);
  process.stderr.write(`wrote ${file}\n`);
}
