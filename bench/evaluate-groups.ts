/**
 * Measures grouping on labelled messages, and compares the method with simpler ones.
 *
 *     node dist/bench/evaluate-groups.js FOLDER [PREFIX]
 *
 * FOLDER is as `readGroupingData` says. Messages are placed in the order of the file; where PREFIX is given, pairs are
 * counted among the messages whose id begins with it. Markdown tables go to stdout.
 */
import { Candidates, keysOf } from "../src/text/group/candidates.ts";
import { evaluateGroups, type GroupFigures, type LabelledGroup } from "../src/text/group/evaluate.ts";
import { fingerprint } from "../src/text/group/fingerprint.ts";
import { Frequencies } from "../src/text/group/frequencies.ts";
import { GroupIndex } from "../src/text/group/group-index.ts";
import { Profiles } from "../src/text/group/members.ts";
import { likelihood } from "../src/text/group/model.ts";
import { compare, type Signals, weigh } from "../src/text/group/similarity.ts";
import { folderArgument, type GroupingData, isKeptApart, readGroupingData } from "./grouping-data.ts";

interface Placed {
  readonly id: string;
  readonly group: string;
}

/** The method of the project: the online index, with its guard against chains. */
function placeOnline({ posts }: GroupingData): Placed[] {
  const index = new GroupIndex();
  for (const [id, post] of posts) {
    index.place({ id, fingerprint: fingerprint(post) });
  }
  return [...posts.keys()].map((id) => ({ id, group: index.groupOf(id)!.group }));
}

/** Two messages by number, the newer first, and how they compare. */
interface ComparedPair {
  readonly newer: number;
  readonly older: number;
  readonly signals: Signals;
  /** Whether their letters and digits are the same. */
  readonly copy: boolean;
}

/** Each message compared with its candidates among the earlier ones. */
function comparePairs({ posts }: GroupingData): ComparedPair[] {
  const candidates = new Candidates();
  const profiles = new Profiles();
  const frequencies = new Frequencies();
  const pairs: ComparedPair[] = [];
  for (const post of posts.values()) {
    const print = fingerprint(post);
    const keys = keysOf(print);
    const found = candidates.find(
      keys,
      () => false,
      (member) => member,
    );
    const newer = profiles.add(print);
    for (const older of found) {
      const signals = compare(weigh(profiles.get(newer), frequencies), weigh(profiles.get(older), frequencies));
      pairs.push({ newer, older, signals, copy: profiles.get(older).exact.join() === print.exact.join() });
    }
    candidates.add(keys, newer);
    frequencies.count(print.terms, 1);
  }
  return pairs;
}

/** Simpler methods: every pair that scores enough is linked, and groups are what hangs together. */
function placeByPairs(
  ids: readonly string[],
  pairs: readonly ComparedPair[],
  linked: (pair: ComparedPair) => boolean,
): Placed[] {
  const groups = ids.map((_, member) => member);
  const top = (member: number): number => (groups[member] === member ? member : top(groups[member]!));
  for (const pair of pairs.filter(linked)) {
    const [older, newer] = [top(pair.older), top(pair.newer)].sort((a, b) => a - b) as [number, number];
    groups[newer] = older;
  }
  return ids.map((id, member) => ({ id, group: String(top(member)) }));
}

const HEAD = "| shared wording | reworded | negatives apart | pair recall | pair precision | pair F1 | pairs formed |";

function row(name: string, figures: GroupFigures): string {
  const { textRecall, rewordedRecall, negativesApart, pairRecall, pairPrecision, pairF1 } = figures;
  const rates = [textRecall, rewordedRecall, negativesApart, pairRecall, pairPrecision, pairF1];
  return `| ${name} | ${rates.map((rate) => rate?.toFixed(3) ?? "").join(" | ")} | ${figures.pairsFormed} |`;
}

function main(data: GroupingData, prefix: string): void {
  const { biggest, negatives } = data;
  const rest = data.groups.filter((group) => group !== biggest);
  const figures = (placed: Placed[], groups: readonly LabelledGroup[]): GroupFigures => {
    const without = groups.includes(biggest) ? new Set<string>() : new Set(biggest.ids);
    const all = placed.filter(({ id }) => !without.has(id));
    // Recall by level and negatives over all messages, pairs among those with the prefix.
    const { textRecall, rewordedRecall, negativesApart } = evaluateGroups(all, groups, negatives);
    const pairs = evaluateGroups(
      all.filter(({ id }) => id.startsWith(prefix)),
      groups,
      negatives,
    );
    return { ...pairs, textRecall, rewordedRecall, negativesApart };
  };
  const halves = [rest.filter((group) => !isKeptApart(group)), rest.filter(isKeptApart)] as const;
  const online = placeOnline(data);
  console.log(`| groups ${HEAD}\n|---|---|---|---|---|---|---|---|`);
  console.log(row("all", figures(online, data.groups)));
  console.log(row(`without ${biggest.group}`, figures(online, rest)));
  console.log(row("tuned half", figures(online, halves[0])));
  console.log(row("kept apart", figures(online, halves[1])));
  console.log(`\n| method, on the half kept apart ${HEAD}\n|---|---|---|---|---|---|---|---|`);
  const grid = [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7];
  const methods: [string, (pair: ComparedPair) => number, number[]][] = [
    ["same letters", ({ copy }) => (copy ? 1 : 0), [1]],
    ["5-gram Jaccard", ({ signals }) => signals.wording, grid],
    ["cosine of rare terms", ({ signals }) => signals.cosine, grid],
    ["learned, without guard", ({ signals }) => likelihood(signals), grid],
  ];
  const compared = comparePairs(data);
  const ids = [...data.posts.keys()];
  for (const [name, score, thresholds] of methods) {
    const tried = thresholds.map((least) => ({
      least,
      placed: placeByPairs(ids, compared, (pair) => score(pair) >= least),
    }));
    const f1 = ({ placed }: { placed: Placed[] }) => figures(placed, halves[0]).pairF1 ?? 0;
    const best = tried.reduce((a, b) => (f1(b) > f1(a) ? b : a));
    console.log(row(`${name}, from ${best.least}`, figures(best.placed, halves[1])));
  }
  console.log(row("learned, with guard (in use)", figures(online, halves[1])));
}

main(readGroupingData(folderArgument()), process.argv[3] ?? "");
