import { availableParallelism, cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { type Cell, table } from "../src/cli/table.ts";
import { ingest } from "./cases/ingest.ts";
import { memory } from "./cases/memory.ts";
import { textStages } from "./cases/text-stages.ts";
import { unchangedPoll } from "./cases/unchanged-poll.ts";
import type { BenchCase, Figure } from "./support/timing.ts";

/**
 * `npm run bench [-- --data FILE] [CASE…]`: measures, prints a table and writes nothing. What each figure means:
 * `docs/benchmarks.md`.
 */

const CASES: Readonly<Record<string, BenchCase>> = {
  text: textStages,
  poll: unchangedPoll,
  memory,
  ingest,
};

const { values, positionals } = parseArgs({ options: { data: { type: "string" } }, allowPositionals: true });
const unknown = positionals.find((name) => !Object.hasOwn(CASES, name));
if (unknown !== undefined) {
  process.stderr.write(`no case is called "${unknown}": there are ${Object.keys(CASES).join(", ")}\n`);
  process.exit(2);
}
const figures: Figure[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(CASES)) {
  process.stderr.write(`${name} …\n`);
  figures.push(...((await CASES[name]?.({ data: values.data ?? null })) ?? []));
}
process.stdout.write(table(["figure", "measured", "unit", "goal", "of the goal"], figures.map(rowOf)));
const load = loadavg()[0]?.toFixed(1);
process.stdout.write(
  `\n${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"}), Node ${process.versions.node}, load at the end ${load}\n`,
);

function rowOf({ name, value, unit, goal, better }: Figure): Cell[] {
  const shown = Number(value.toFixed(value < 100 ? 1 : 0));
  if (goal === null) return [name, shown, unit, "", ""];
  const share = `${Math.round((value / goal) * 100)} %`;
  const reached = better === "less" ? value <= goal : value >= goal;
  return [name, shown, unit, String(goal), `${share}${reached ? "" : ", missed"}`];
}
