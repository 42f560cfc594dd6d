import { NO_DAY } from "./fingerprint.ts";
import type { Frequencies } from "./frequencies.ts";
import type { Profile } from "./members.ts";
import { estimateJaccard } from "./minhash.ts";
import { frequencyOf, inTitle, termHash } from "./terms.ts";

/** Rarity from which a term is likely a name: held by fewer than one message in e^4.5 ≈ 90. */
const NAME_RARITY = 4.5;

/** A message made ready for comparing with many: each term's rarity looked up once. */
export interface Weighed {
  readonly profile: Profile;
  readonly rarities: Float64Array;
  readonly weights: Float64Array;
  /** Sums over the message's own terms. */
  readonly sums: Sums;
}

interface Sums {
  readonly square: number;
  readonly total: number;
  readonly names: number;
  readonly topics: number;
  readonly title: number;
}

/** Looks up what a message's terms weigh in the traffic seen so far. */
export function weigh(profile: Profile, frequencies: Frequencies): Weighed {
  const size = profile.terms.length;
  const rarities = new Float64Array(size);
  const weights = new Float64Array(size);
  let square = 0;
  let total = 0;
  let names = 0;
  let topics = 0;
  let title = 0;
  for (let at = 0; at < size; at++) {
    const term = profile.terms[at]!;
    const rarity = frequencies.rarity(term);
    const weight = rarity * frequencyOf(term);
    rarities[at] = rarity;
    weights[at] = weight;
    square += weight * weight;
    total += rarity;
    names += rarity >= NAME_RARITY ? weight * weight : 0;
    topics += rarity < NAME_RARITY ? weight * weight : 0;
    title += inTitle(term) ? rarity * rarity : 0;
  }
  return { profile, rarities, weights, sums: { square, total, names, topics, title } };
}

/** The signals by which two messages are compared, in the order of the model's weights. */
export const SIGNALS = ["cosine", "names", "topics", "title", "contained", "wording", "days", "sharedNames"] as const;

/**
 * Compares two messages.
 * @returns one number for each of {@link SIGNALS}
 */
export function signals(a: Weighed, b: Weighed): number[] {
  const left = a.profile.terms;
  const right = b.profile.terms;
  let dot = 0;
  let names = 0;
  let topics = 0;
  let title = 0;
  let shared = 0;
  let sharedNames = 0;
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const hash = termHash(left[i]!);
    const other = termHash(right[j]!);
    if (hash === other) {
      const product = a.weights[i]! * b.weights[j]!;
      const rarity = a.rarities[i]!;
      dot += product;
      shared += rarity;
      if (rarity >= NAME_RARITY) {
        names += product;
        sharedNames += rarity;
      } else {
        topics += product;
      }
      title += inTitle(left[i]!) && inTitle(right[j]!) ? rarity * rarity : 0;
    }
    i += hash <= other ? 1 : 0;
    j += other <= hash ? 1 : 0;
  }
  return [
    cosine(dot, a.sums.square, b.sums.square),
    cosine(names, a.sums.names, b.sums.names),
    cosine(topics, a.sums.topics, b.sums.topics),
    cosine(title, a.sums.title, b.sums.title),
    shared / Math.max(1, Math.min(a.sums.total, b.sums.total)),
    estimateJaccard(a.profile.sketch, b.profile.sketch),
    daysApart(a.profile.day, b.profile.day),
    Math.log1p(sharedNames),
  ];
}

function cosine(dot: number, left: number, right: number): number {
  return left === 0 || right === 0 ? 0 : dot / Math.sqrt(left * right);
}

/** Time between two messages: 0 on one day, 1 at a year or more, by its logarithm; unknown counts as about a month. */
function daysApart(a: number, b: number): number {
  const days = a === NO_DAY || b === NO_DAY ? 30 : Math.abs(a - b);
  return Math.min(1, Math.log1p(days) / Math.log1p(365));
}
