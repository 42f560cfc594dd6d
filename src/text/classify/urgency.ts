import type { Reason, Urgency } from "../../record/message.ts";
import type { UrgencyLevel } from "../../record/vocabulary.ts";
import { type Assertion, assertionOf } from "./assertion.ts";
import { type Document, quote, sentenceEnd, sentenceStart } from "./document.ts";
import { isUnreadable, nothingWaits } from "./harmless.ts";
import { RULES } from "./rules/index.ts";
import type { Rule } from "./rules/rule.ts";

/** How far from a cue its conditions are looked for, in UTF-16 units. */
const NEAR = 45;

/** How far from a cue a false friend still speaks of it, in UTF-16 units. */
const FALSE_FRIEND = 12;

const RANK: Readonly<Record<UrgencyLevel, number>> = { critical: 3, high: 2, normal: 1, low: 0 };

/** A rule that found its cue, the level that is left of it, and the words. */
export interface Finding {
  readonly rule: Rule;
  readonly level: "critical" | "high" | "normal";
  readonly start: number;
  readonly end: number;
}

/**
 * The urgency of a message by the rubric: every cue's claim is judged, and the worst true reason decides.
 * @returns level, confidence (2 digits) and reasons in order of level, one for each code
 */
export function urgencyOf(document: Document): Urgency {
  if (isUnreadable(document.original)) return { level: "normal", confidence: 0.3, reasons: [] };
  const findings = findAll(document);
  const worst = findings.reduce((rank, finding) => Math.max(rank, RANK[finding.level]), 0);
  const reasons = reasonsOf(document, findings);
  if (worst >= RANK.high) {
    const level = worst === RANK.critical ? "critical" : "high";
    const speaking = findings.filter((finding) => finding.level === level).length;
    return { level, confidence: speaking > 1 ? 0.85 : 0.6, reasons };
  }
  return nothingWaits(document.flat)
    ? { level: "low", confidence: 0.7, reasons }
    : { level: "normal", confidence: 0.8, reasons };
}

/** Every rule's strongest finding in the message. */
export function findAll(document: Document): Finding[] {
  const findings: Finding[] = [];
  for (const rule of RULES) {
    const found = strongest(document, rule);
    if (found) findings.push(found);
  }
  return findings;
}

function strongest(document: Document, rule: Rule): Finding | null {
  const { flat } = document;
  let best: Finding | null = null;
  for (const match of flat.matchAll(rule.cue)) {
    const start = match.index;
    const end = start + match[0].length;
    if (!holds(flat, rule, start, end)) continue;
    const level = levelLeft(rule.level, assertionOf(flat, start, end, rule.firm, rule.lasting));
    if (level && (!best || RANK[level] > RANK[best.level])) best = { rule, level, start, end };
    if (best?.level === rule.level) break;
  }
  return best;
}

function holds(flat: string, rule: Rule, start: number, end: number): boolean {
  if (rule.anywhere && !matches(rule.anywhere, flat)) return false;
  if (rule.nowhere && matches(rule.nowhere, flat)) return false;
  if (rule.near && !matches(rule.near, flat.slice(Math.max(0, start - NEAR), end + NEAR))) return false;
  if (!rule.not) return true;
  const from = Math.max(sentenceStart(flat, start), start - FALSE_FRIEND);
  const to = Math.min(sentenceEnd(flat, end), end + FALSE_FRIEND);
  return !matches(rule.not, flat.slice(from, to));
}

function matches(expression: RegExp, text: string): boolean {
  expression.lastIndex = 0;
  return expression.test(text);
}

function levelLeft(level: Rule["level"], assertion: Assertion): Finding["level"] | null {
  if (assertion === "dropped") return null;
  if (assertion === "general") return "normal";
  return assertion === "recent" && level === "critical" ? "high" : level;
}

/** One reason for each code, the most urgent first, in the citizen's words. */
function reasonsOf(document: Document, findings: readonly Finding[]): Reason[] {
  const reasons = new Map<string, Reason>();
  for (const finding of [...findings].sort((a, b) => RANK[b.level] - RANK[a.level] || a.start - b.start)) {
    const { code } = finding.rule;
    if (!reasons.has(code)) reasons.set(code, { code, text: quote(document, finding.start, finding.end) });
  }
  return [...reasons.values()];
}
