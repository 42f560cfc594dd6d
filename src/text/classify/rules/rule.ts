import { pattern } from "../concepts.ts";

/** The reason codes of the rubric, §4. */
export type ReasonCode =
  | "self-harm"
  | "trapped"
  | "fire"
  | "gas-leak"
  | "hazardous-leak"
  | "electrocution"
  | "collapse"
  | "landslide"
  | "flood"
  | "drowning-risk"
  | "poisoning"
  | "violence"
  | "child-at-risk"
  | "missing-person"
  | "medical-emergency"
  | "outbreak"
  | "animal-attack"
  | "traffic-danger"
  | "work-safety"
  | "mass-event-safety"
  | "water-outage"
  | "water-quality"
  | "power-outage"
  | "gas-outage"
  | "heating"
  | "road-cut"
  | "unsafe-building"
  | "food-safety"
  | "unpaid-wages"
  | "destitution"
  | "care-gap"
  | "school-deadline"
  | "legal-deadline"
  | "irreversible-loss";

/** Codes whose cues have hardly a look-alike in ordinary traffic: the learned reader does not doubt them. */
const SURE_CODES: ReadonlySet<ReasonCode> = new Set([
  "self-harm",
  "poisoning",
  "child-at-risk",
  "missing-person",
  "gas-leak",
  "animal-attack",
  "work-safety",
  "outbreak",
  "drowning-risk",
  "care-gap",
  "school-deadline",
  "legal-deadline",
]);

/** What a rule may ask of the words around its cue, and how it takes the sentence's claim. */
interface Conditions {
  /** Must stand within 45 characters of the cue. */
  near?: string;
  /** Must stand somewhere in the message. */
  anywhere?: string;
  /** Must not stand in the cue's sentence or 12 characters around the cue. */
  not?: string;
  /** Must not stand anywhere in the message. */
  nowhere?: string;
  /** The cue holds its own negation or question (没有盖子), so that those do not drop it. */
  firm?: true;
  /** The cue tells of something lasting or repeated: a past date beside it does not drop it. */
  lasting?: true;
  /** The cue has hardly a look-alike: the learned reader does not doubt it. */
  sure?: true;
}

/** One rule: a cue in a pattern notation (see `concepts.ts`), the code and level that it speaks for. */
export interface Rule {
  readonly code: ReasonCode;
  readonly level: "critical" | "high" | "normal";
  readonly cue: RegExp;
  readonly near: RegExp | null;
  readonly anywhere: RegExp | null;
  readonly not: RegExp | null;
  readonly nowhere: RegExp | null;
  readonly firm: boolean;
  readonly lasting: boolean;
  readonly sure: boolean;
}

/**
 * Declares a rule.
 * @param code the reason
 * @param level what the cue reaches when its sentence claims it in full
 * @param cue the words, in the notation of `concepts.ts`
 */
export function rule(code: ReasonCode, level: Rule["level"], cue: string, conditions: Conditions = {}): Rule {
  const optional = (source: string | undefined) => (source === undefined ? null : pattern(source));
  return {
    code,
    level,
    cue: pattern(cue),
    near: optional(conditions.near),
    anywhere: optional(conditions.anywhere),
    not: optional(conditions.not),
    nowhere: optional(conditions.nowhere),
    firm: conditions.firm ?? false,
    lasting: conditions.lasting ?? false,
    sure: conditions.sure ?? SURE_CODES.has(code),
  };
}
