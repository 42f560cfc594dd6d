/**
 * Fits the weights in `src/text/group/model.ts`: a logistic regression on pairs of messages.
 *
 *     node dist/bench/fit-group-model.js FOLDER
 *
 * FOLDER is as `readGroupingData` says. Only the tuned half of the groups is used. A pair is positive when both messages
 * lie in one group, negative when it is a labelled negative or exactly one lies in the group; pairs of two messages
 * without label are left out. A group of n members weighs about n / 2, whatever its number of pairs; the biggest 0.3 of
 * that; a labelled negative 4. L2 of 0.5 on standardised signals, by gradient descent from zero.
 */
import { Candidates, keysOf } from "../src/text/group/candidates.ts";
import { fingerprint } from "../src/text/group/fingerprint.ts";
import { Frequencies } from "../src/text/group/frequencies.ts";
import { Profiles } from "../src/text/group/members.ts";
import { compare, weigh } from "../src/text/group/similarity.ts";
import { folderArgument, type GroupingData, isKeptApart, readGroupingData } from "./grouping-data.ts";

interface Pair {
  readonly values: readonly number[];
  readonly same: 0 | 1;
  readonly weight: number;
}

const NAMES = ["cosine", "names", "days"];
const ROUNDS = 3_000;
const RATE = 2;
const RIDGE = 0.5;

/** Compares each message with its candidates and labelled partners among the earlier ones, as the index would. */
function collectPairs({ posts, groups, negatives, biggest }: GroupingData): Pair[] {
  const groupOf = new Map(groups.flatMap((group) => group.ids.map((id) => [id, group])));
  const apart = new Set(negatives.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
  const candidates = new Candidates();
  const profiles = new Profiles();
  const frequencies = new Frequencies();
  const ids: string[] = [];
  const pairs: Pair[] = [];
  for (const [id, post] of posts) {
    const print = fingerprint(post);
    const found = new Set(
      candidates.find(
        keysOf(print),
        () => false,
        (member) => member,
      ),
    );
    const group = groupOf.get(id);
    ids.forEach((other, member) => {
      if (apart.has(`${id} ${other}`) || group?.ids.includes(other)) {
        found.add(member);
      }
    });
    const member = profiles.add(print);
    for (const other of found) {
      const otherGroup = groupOf.get(ids[other]!);
      const negative = apart.has(`${id} ${ids[other]}`);
      const label = group ?? otherGroup;
      if (label === undefined ? !negative : isKeptApart(label)) {
        continue;
      }
      const same = group !== undefined && group === otherGroup;
      const share = group === biggest ? 0.3 / (biggest.ids.length - 1) : 1 / ((group?.ids.length ?? 2) - 1);
      const signals = compare(weigh(profiles.get(member), frequencies), weigh(profiles.get(other), frequencies));
      if (!signals.elsewhere) {
        const values = [signals.cosine, signals.names, signals.days];
        pairs.push({ values, same: same ? 1 : 0, weight: same ? share : negative ? 4 : 1 });
      }
    }
    candidates.add(keysOf(print), member);
    frequencies.count(print.terms, 1);
    ids.push(id);
  }
  return pairs;
}

/** Weights for each signal and, last, the bias. */
function regress(pairs: readonly Pair[]): number[] {
  const means = NAMES.map((_, at) => pairs.reduce((sum, { values }) => sum + values[at]!, 0) / pairs.length);
  const spreads = NAMES.map((_, at) =>
    Math.sqrt(pairs.reduce((sum, { values }) => sum + (values[at]! - means[at]!) ** 2, 0) / pairs.length),
  );
  const rows = pairs.map((pair) => [...pair.values.map((value, at) => (value - means[at]!) / spreads[at]!), 1]);
  const total = pairs.reduce((sum, { weight }) => sum + weight, 0);
  const weights = rows[0]!.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = weights.map((weight, at) => (at < NAMES.length ? RIDGE * weight : 0));
    rows.forEach((row, number) => {
      const { same, weight } = pairs[number]!;
      const sum = row.reduce((dot, value, at) => dot + value * weights[at]!, 0);
      const error = (1 / (1 + Math.exp(-sum)) - same) * weight;
      row.forEach((value, at) => {
        gradient[at] = gradient[at]! + error * value;
      });
    });
    gradient.forEach((slope, at) => {
      weights[at] = weights[at]! - (RATE * slope * NAMES.length) / total;
    });
  }
  const plain = NAMES.map((_, at) => weights[at]! / spreads[at]!);
  return [...plain, weights[NAMES.length]! - plain.reduce((sum, weight, at) => sum + weight * means[at]!, 0)];
}

const pairs = collectPairs(readGroupingData(folderArgument()));
const weights = regress(pairs);
console.log(`${pairs.length} pairs, ${pairs.filter(({ same }) => same === 1).length} of them of one matter`);
[...NAMES, "bias"].forEach((name, at) => {
  console.log(`${name} ${weights[at]!.toFixed(3)}`);
});
