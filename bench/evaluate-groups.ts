/**
 * Measures grouping on labelled messages.
 *
 *     node dist/bench/evaluate-groups.js FOLDER
 *
 * FOLDER holds `raw-posts.jsonl` (RawPost lines), `groups.jsonl` ({group, level, ids}) and `groups-negative.jsonl` ({a, b}).
 * Messages are placed in the order of the file. The figures go to stdout as a Markdown table: with and without the
 * biggest group, and for the half of the groups that tuning saw and the half that it did not.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { evaluateGroups, type GroupFigures, type LabelledGroup } from "../src/text/group/evaluate.ts";
import { fingerprint } from "../src/text/group/fingerprint.ts";
import { GroupIndex } from "../src/text/group/group-index.ts";
import { hashText } from "../src/text/group/hash.ts";

const PostLine = z.object({
  externalId: z.string(),
  title: z.string().nullable(),
  text: z.string(),
  postedAt: z.string().nullable(),
});
const GroupLine = z.object({ group: z.string(), level: z.enum(["text", "reworded"]), ids: z.array(z.string()) });
const NegativeLine = z.object({ a: z.string(), b: z.string() });

/** The half a labelled group lies in: by a hash of its name, so that it stays there when groups are added. */
export const isKeptApart = ({ group }: LabelledGroup): boolean => hashText(group, 20_200_726) % 2 === 1;

function readLines<T>(path: string, schema: z.ZodType<T>): T[] {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => schema.parse(JSON.parse(line)));
}

function main(folder: string): void {
  const posts = new Map(readLines(join(folder, "raw-posts.jsonl"), PostLine).map((post) => [post.externalId, post]));
  const groups = readLines(join(folder, "groups.jsonl"), GroupLine);
  const negatives = readLines(join(folder, "groups-negative.jsonl"), NegativeLine);
  const index = new GroupIndex();
  for (const [id, post] of posts) {
    index.place({ id, fingerprint: fingerprint(post) });
  }
  const placed = [...posts.keys()].map((id) => ({ id, group: index.groupOf(id)!.group }));
  const biggest = groups.reduce((a, b) => (b.ids.length > a.ids.length ? b : a));
  const inBiggest = new Set(biggest.ids);
  const rest = groups.filter((group) => group !== biggest);
  const others = placed.filter(({ id }) => !inBiggest.has(id));
  console.log(
    "| groups | shared wording | reworded | negatives apart | pair recall | pair precision | pair F1 | pairs formed |",
  );
  console.log("|---|---|---|---|---|---|---|---|");
  console.log(row("all", evaluateGroups(placed, groups, negatives)));
  console.log(row(`without ${biggest.group}`, evaluateGroups(others, rest, negatives)));
  const seen = rest.filter((group) => !isKeptApart(group));
  const kept = rest.filter(isKeptApart);
  console.log(row("seen by tuning", evaluateGroups(others, seen, negatives)));
  console.log(row("kept apart", evaluateGroups(others, kept, negatives)));
}

function row(name: string, figures: GroupFigures): string {
  const rates = [
    figures.textRecall,
    figures.rewordedRecall,
    figures.negativesApart,
    figures.pairRecall,
    figures.pairPrecision,
    figures.pairF1,
  ];
  return `| ${name} | ${rates.map((rate) => rate?.toFixed(3) ?? "").join(" | ")} | ${figures.pairsFormed} |`;
}

const folder = process.argv[2];
if (folder === undefined) {
  console.error("usage: evaluate-groups FOLDER");
  process.exit(2);
}
main(folder);
