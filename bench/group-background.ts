/**
 * Makes `src/text/group/background-table.ts`: how rare each common pair of characters is among citizens' messages.
 *
 *     node dist/bench/group-background.js FOLDER > src/text/group/background-table.ts
 *
 * FOLDER is as `readGroupingData` says; each text counts once. Only counts of pairs go into the table, never a text.
 */
import { lettersOnly, matchForm } from "../src/text/normalise/match-form.ts";
import { folderArgument, readGroupingData } from "./grouping-data.ts";

/** Messages that must hold a pair before it stands in the table: fewer would tell of single matters. */
const LEAST = 30;
/** Classes in one unit of the natural logarithm. */
const STEPS = 4;

const texts = new Map<string, string>();
for (const { title, text } of readGroupingData(folderArgument()).posts.values()) {
  const key = lettersOnly(text);
  if (!texts.has(key)) {
    texts.set(key, matchForm(`${title ?? ""}。${text}`));
  }
}
const held = new Map<string, number>();
for (const text of texts.values()) {
  const pairs = new Set<string>();
  for (const [run] of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    for (let at = 0; at + 1 < run.length; at++) {
      pairs.add(run.slice(at, at + 2));
    }
  }
  for (const pair of pairs) {
    held.set(pair, (held.get(pair) ?? 0) + 1);
  }
}
const classOf = (count: number) => Math.max(0, Math.round(Math.log(texts.size / count) * STEPS));
const classes: string[][] = [];
for (const [pair, count] of held) {
  if (count >= LEAST) {
    const rarity = classOf(count);
    classes[rarity] = [...(classes[rarity] ?? []), pair];
  }
}
console.log(`/**
 * How rare each common pair of characters is among citizens' messages: a statistic over ${texts.size.toLocaleString("en")} public messages to leaders
 * in Hunan (TipDM Cup 2020, problem C; each text counted once), made by \`bench/group-background.ts\`. Each line holds the
 * pairs of one class, without separator: class k are the pairs that one in e^(k / ${STEPS}) messages holds. Pairs in fewer
 * than ${LEAST} messages are left out; they count as rare as a pair in ${LEAST / 2}.
 */
export const BACKGROUND: readonly (readonly [rarity: number, pairs: string])[] = [`);
classes.forEach((pairs, rarity) => {
  console.log(`  [${rarity}, ${JSON.stringify(pairs.sort().join(""))}],`);
});
console.log(`];

/** The class of every pair that {@link BACKGROUND} leaves out. */
export const RAREST = ${classOf(LEAST / 2)};`);
