import { NO_DAY } from "./fingerprint.ts";
import type { Frequencies } from "./frequencies.ts";
import type { Profile } from "./members.ts";
import { estimateJaccard } from "./minhash.ts";
import { frequencyOf, inFirstPlace, inPlace, termHash } from "./terms.ts";

/** Rarity from which a term is likely a name: held by fewer than one message in e^4.5 ≈ 90. */
const NAME_RARITY = 4.5;

/**
 * Two messages tell of two places when of the name that stands first in either the other holds no more than this share,
 * and either their places hardly agree otherwise, or they share wording, as a template with another place put in does.
 */
const MOST_FIRST_SHARE = 0.2;
const LEAST_PLACE_COSINE = 0.4;
const TEMPLATE_WORDING = 0.15;

/** Cosine of all terms outside names of places under which two messages share the place and nothing of the matter. */
const LEAST_TOPIC = 0.13;

/** A message made ready for comparing with many: each term's rarity looked up once. */
export interface Weighed {
  readonly profile: Profile;
  readonly rarities: Float64Array;
  readonly weights: Float64Array;
  /** Length of the vector of weights. */
  readonly norm: number;
  /** The same of the terms in names of places alone. */
  readonly placeNorm: number;
  /** Sum of the rarities of terms in the names that stand first. */
  readonly first: number;
}

/** How two messages compare. */
export interface Signals {
  /** Cosine of the weights of all terms, 0 to 1. */
  readonly cosine: number;
  /** Estimated Jaccard index of the texts' 5-grams, 0 to 1. */
  readonly wording: number;
  /** ln(1 + sum of the rarities of shared names). */
  readonly names: number;
  /** Time between them: 0 on one day, 1 at a year or more, by its logarithm. */
  readonly days: number;
  /** Whether they tell of two places. */
  readonly elsewhere: boolean;
  /** Whether they share a place and nothing else. */
  readonly otherMatter: boolean;
}

/** Looks up what a message's terms weigh in the traffic seen so far. */
export function weigh(profile: Profile, frequencies: Frequencies): Weighed {
  const { terms } = profile;
  const rarities = new Float64Array(terms.length);
  const weights = new Float64Array(terms.length);
  let square = 0;
  let placeSquare = 0;
  let first = 0;
  for (let at = 0; at < terms.length; at++) {
    const term = terms[at]!;
    const rarity = frequencies.rarity(term);
    const weight = rarity * frequencyOf(term);
    rarities[at] = rarity;
    weights[at] = weight;
    square += weight * weight;
    placeSquare += inPlace(term) ? weight * weight : 0;
    first += inFirstPlace(term) ? rarity : 0;
  }
  return { profile, rarities, weights, norm: Math.sqrt(square), placeNorm: Math.sqrt(placeSquare), first };
}

/** Compares two messages; the order of the two does not matter. */
export function compare(a: Weighed, b: Weighed): Signals {
  const left = a.profile.terms;
  const right = b.profile.terms;
  let dot = 0;
  let names = 0;
  let placeDot = 0;
  let firstLeft = 0;
  let firstRight = 0;
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const one = left[i]!;
    const other = right[j]!;
    if (termHash(one) === termHash(other)) {
      const rarity = a.rarities[i]!;
      const product = a.weights[i]! * b.weights[j]!;
      dot += product;
      names += rarity >= NAME_RARITY ? rarity : 0;
      placeDot += inPlace(one) || inPlace(other) ? product : 0;
      firstLeft += inFirstPlace(one) ? rarity : 0;
      firstRight += inFirstPlace(other) ? rarity : 0;
    }
    i += termHash(one) <= termHash(other) ? 1 : 0;
    j += termHash(other) <= termHash(one) ? 1 : 0;
  }
  const wording = estimateJaccard(a.profile.sketch, b.profile.sketch);
  return {
    cosine: dot / Math.max(a.norm * b.norm, Number.MIN_VALUE),
    wording,
    names: Math.log1p(names),
    days: daysApart(a.profile.day, b.profile.day),
    elsewhere:
      a.first > 0 &&
      b.first > 0 &&
      Math.max(firstLeft / a.first, firstRight / b.first) < MOST_FIRST_SHARE &&
      (wording >= TEMPLATE_WORDING || placeDot < LEAST_PLACE_COSINE * a.placeNorm * b.placeNorm),
    otherMatter: dot - placeDot < LEAST_TOPIC * topicNorm(a) * topicNorm(b),
  };
}

/** Length of the vector of the terms outside names of places. */
function topicNorm({ norm, placeNorm }: Weighed): number {
  return Math.sqrt(Math.max(0, norm * norm - placeNorm * placeNorm));
}

/** Unknown times count as a month apart. */
function daysApart(a: number, b: number): number {
  const days = a === NO_DAY || b === NO_DAY ? 30 : Math.abs(a - b);
  return Math.min(1, Math.log1p(days) / Math.log1p(365));
}
