import { NO_DAY } from "./fingerprint.ts";
import type { Frequencies } from "./frequencies.ts";
import type { Profile } from "./members.ts";
import { estimateJaccard } from "./minhash.ts";
import { frequencyOf, inPlace, inTitle, termHash } from "./terms.ts";

/** Rarity from which a term is likely a name: held by fewer than one message in e^4.5 ≈ 90. */
const NAME_RARITY = 4.5;

/**
 * Shared wording is a template with another place put in when of neither message's places the other holds so large a
 * share: of all that it names, and of those in its title.
 */
const TEMPLATE_WORDING = 0.3;
const LEAST_SHARE = 0.6;
const LEAST_TITLE_SHARE = 0.5;

/** A message made ready for comparing with many: each term's rarity looked up once. */
export interface Weighed {
  readonly profile: Profile;
  readonly rarities: Float64Array;
  readonly weights: Float64Array;
  /** Length of the vector of weights. */
  readonly norm: number;
  /** Sum of the rarities of terms in names of places, and of those that stand in the title too. */
  readonly places: number;
  readonly titlePlaces: number;
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
  /** Whether one is the other's wording with another place put in. */
  readonly template: boolean;
}

/** Looks up what a message's terms weigh in the traffic seen so far. */
export function weigh(profile: Profile, frequencies: Frequencies): Weighed {
  const { terms } = profile;
  const rarities = new Float64Array(terms.length);
  const weights = new Float64Array(terms.length);
  let square = 0;
  let places = 0;
  let titlePlaces = 0;
  for (let at = 0; at < terms.length; at++) {
    const term = terms[at]!;
    const rarity = frequencies.rarity(term);
    const weight = rarity * frequencyOf(term);
    rarities[at] = rarity;
    weights[at] = weight;
    square += weight * weight;
    if (inPlace(term)) {
      places += rarity;
      titlePlaces += inTitle(term) ? rarity : 0;
    }
  }
  return { profile, rarities, weights, norm: Math.sqrt(square), places, titlePlaces };
}

/** Compares two messages; the order of the two does not matter. */
export function compare(a: Weighed, b: Weighed): Signals {
  const left = a.profile.terms;
  const right = b.profile.terms;
  let dot = 0;
  let names = 0;
  const shared = { left: 0, right: 0, leftTitle: 0, rightTitle: 0 };
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const one = left[i]!;
    const other = right[j]!;
    if (termHash(one) === termHash(other)) {
      const rarity = a.rarities[i]!;
      dot += a.weights[i]! * b.weights[j]!;
      names += rarity >= NAME_RARITY ? rarity : 0;
      shared.left += inPlace(one) ? rarity : 0;
      shared.right += inPlace(other) ? rarity : 0;
      shared.leftTitle += inPlace(one) && inTitle(one) ? rarity : 0;
      shared.rightTitle += inPlace(other) && inTitle(other) ? rarity : 0;
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
    template:
      wording >= TEMPLATE_WORDING &&
      higherShare(shared.left, a.places, shared.right, b.places) < LEAST_SHARE &&
      higherShare(shared.leftTitle, a.titlePlaces, shared.rightTitle, b.titlePlaces) < LEAST_TITLE_SHARE,
  };
}

/** The share of either's places that the other holds, whichever is higher; a message that names none counts as half. */
function higherShare(left: number, leftSum: number, right: number, rightSum: number): number {
  return Math.max(leftSum > 0 ? left / leftSum : 0.5, rightSum > 0 ? right / rightSum : 0.5);
}

/** Unknown times count as a month apart. */
function daysApart(a: number, b: number): number {
  const days = a === NO_DAY || b === NO_DAY ? 30 : Math.abs(a - b);
  return Math.min(1, Math.log1p(days) / Math.log1p(365));
}
