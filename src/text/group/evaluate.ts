/** Messages that report one matter, as labelled by reading. */
export interface LabelledGroup {
  readonly group: string;
  /** `text`: wording mostly shared; `reworded`: at least one member in words of its own. */
  readonly level: "text" | "reworded";
  readonly ids: readonly string[];
}

/** Two messages that look alike and do not report the same matter. */
export interface LabelledNegative {
  readonly a: string;
  readonly b: string;
}

/** How well groups agree with labels. Rates are 0 to 1, null when there is nothing to measure. */
export interface GroupFigures {
  /** Pairs of the `text` groups that share a group. */
  readonly textRecall: number | null;
  /** The same for `reworded` groups, as the mean over groups, so that a large one counts no more than a small one. */
  readonly rewordedRecall: number | null;
  /** Negatives that lie in two groups. */
  readonly negativesApart: number | null;
  /** Pairs of labelled groups that share a group. */
  readonly pairRecall: number | null;
  /**
   * Of the pairs formed that touch a labelled message, those that are labelled. Pairs between two messages without
   * label cannot be judged and count nowhere here, so this is an upper bound.
   */
  readonly pairPrecision: number | null;
  /** Harmonic mean of pair recall and pair precision. */
  readonly pairF1: number | null;
  /** Pairs formed, labelled or not, and those of them that are labelled. */
  readonly pairsFormed: number;
  readonly pairsRight: number;
}

/**
 * Compares groups, after the last merge, with labels.
 * @param placements the final group of each message; labelled messages that are not among them are left out
 * @param groups labelled groups; every two of a group's ids are duplicates
 * @param negatives pairs that must be apart
 */
export function evaluateGroups(
  placements: readonly { readonly id: string; readonly group: string }[],
  groups: readonly LabelledGroup[],
  negatives: readonly LabelledNegative[],
): GroupFigures {
  const placed = new Map(placements.map(({ id, group }) => [id, group]));
  const labels = new Map(groups.flatMap(({ group, ids }) => ids.map((id) => [id, group])));
  const judged = groups.map(({ level, ids }) => ({
    level,
    ...countPairs(
      ids.filter((id) => placed.has(id)),
      placed,
    ),
  }));
  const text = judged.filter(({ level, pairs }) => level === "text" && pairs > 0);
  const reworded = judged.filter(({ level, pairs }) => level === "reworded" && pairs > 0);
  const known = negatives.filter(({ a, b }) => placed.has(a) && placed.has(b));
  const right = sum(judged.map(({ together }) => together));
  const pairRecall = rate(right, sum(judged.map(({ pairs }) => pairs)));
  const formed = countFormed(placed, labels);
  const pairPrecision = rate(right, formed.touching);
  return {
    textRecall: rate(sum(text.map(({ together }) => together)), sum(text.map(({ pairs }) => pairs))),
    rewordedRecall: rate(sum(reworded.map(({ together, pairs }) => together / pairs)), reworded.length),
    negativesApart: rate(known.filter(({ a, b }) => placed.get(a) !== placed.get(b)).length, known.length),
    pairRecall,
    pairPrecision,
    pairF1: harmonicMean(pairRecall, pairPrecision),
    pairsFormed: formed.all,
    pairsRight: right,
  };
}

/** The harmonic mean of two rates, null when either is null. */
export function harmonicMean(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b === 0 ? 0 : (2 * a * b) / (a + b);
}

function countPairs(ids: readonly string[], placed: ReadonlyMap<string, string>): { pairs: number; together: number } {
  let pairs = 0;
  let together = 0;
  for (let a = 0; a < ids.length; a++) {
    for (let b = 0; b < a; b++) {
      pairs++;
      together += placed.get(ids[a]!) === placed.get(ids[b]!) ? 1 : 0;
    }
  }
  return { pairs, together };
}

/** Pairs that share a group: all of them, and those with at least one labelled member. */
function countFormed(placed: ReadonlyMap<string, string>, labels: ReadonlyMap<string, string>) {
  const sizes = new Map<string, { all: number; unlabelled: number }>();
  for (const [id, group] of placed) {
    const size = sizes.get(group) ?? { all: 0, unlabelled: 0 };
    sizes.set(group, { all: size.all + 1, unlabelled: size.unlabelled + (labels.has(id) ? 0 : 1) });
  }
  const all = sum([...sizes.values()].map((size) => pairsOf(size.all)));
  const unlabelled = sum([...sizes.values()].map((size) => pairsOf(size.unlabelled)));
  return { all, touching: all - unlabelled };
}

const pairsOf = (count: number): number => (count * (count - 1)) / 2;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const rate = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
