import type { Reason, Urgency } from "../../record/message.ts";
import type { UrgencyLevel } from "../../record/vocabulary.ts";
import { type Assertion, assertionOf } from "./assertion.ts";
import { type Document, quote, sentenceEnd, sentenceStart } from "./document.ts";
import { isUnreadable, nothingWaits } from "./harmless.ts";
import type { DangerModel } from "./model.ts";
import { codeOf, type Reading, read } from "./passages.ts";
import { prefilter } from "./prefilter.ts";
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

/*
 * How rules and reader are weighed: log-odds of the reader that a level needs. Chosen on messages that neither had seen, with the
 * missed critical message counting more than the needless one (rubric §5).
 */
/** For high, where a rule found it: under this it is a look-alike told in harmless words. */
const DOUBT_URGENT = -2.8;
/** For high, where no rule speaks. */
const RAISE_URGENT = 0.3;
/** Log-odds of critical under which a passage no rule speaks for is a nuisance told with feeling. */
const RAISE_LEAST_CRITICAL = -4;
/** For critical, where a rule found critical, high, or nothing. */
const CRITICAL_NEEDS = { critical: -3.7, high: 0.2, normal: -1.4 } as const;
/** What signs of now are worth. */
const NOW_COUNTS = 0.6;

/** Signs that somebody is in it now and waits for help. */
const NOW =
  /(刚才|刚刚|现在|正在|还在|快来|来人|救我|救人|打不通|没人接|喊不应|不敢|越来越|怎么(办|搞|救)|要怎么|该(打|送|怎)|哪个(离|有|能)|来不及|出不来|没出来|不动了|等得|要不要紧|碍事|今晚|马上)/;

/**
 * The urgency of a message by the rubric: every cue's claim is judged, and the worst true reason decides. The learned reader is a
 * second opinion: it finds danger that is told without a usual word, and doubts a cue that stands in harmless surroundings.
 * @returns level, confidence (2 digits) and reasons in order of level, one for each code
 */
export function urgencyOf(document: Document, reader: DangerModel | null): Urgency {
  if (isUnreadable(document.original)) return { level: "normal", confidence: 0.3, reasons: [] };
  const reading = reader && read(reader, document.flat);
  const findings = findAll(document);
  const reasons = reasonsOf(document, findings);
  const ruled = worstOf(findings);
  const level = reading ? weigh(document, findings, reading) : ruled;
  if (level === "normal") {
    const feared = findings.some(({ rule }) => rule.level !== "normal");
    const low = !feared && nothingWaits(document.flat);
    return { level: low ? "low" : "normal", confidence: low ? 0.7 : 0.8, reasons };
  }
  if (ruled === "normal" && reader && reading) {
    const code = reasons[0]?.code ?? codeOf(reader, document.flat, reading.whole);
    reasons.unshift({ code, text: quote(document, reading.start, reading.end) });
  }
  const agreed = level === ruled && (reading === null || reading.urgent > 0);
  return { level, confidence: agreed ? 0.85 : 0.6, reasons };
}

/** The worst level that the rules alone found. */
function worstOf(findings: readonly Finding[]): Finding["level"] {
  return findings.reduce<Finding["level"]>((worst, { level }) => (RANK[level] > RANK[worst] ? level : worst), "normal");
}

/** The level that rules and reader come to together, as far as `normal`. */
function weigh(document: Document, findings: readonly Finding[], reading: Reading): Finding["level"] {
  const ruled = worstOf(findings);
  const sure = findings.some(({ rule, level }) => rule.sure && level !== "normal");
  const urgent =
    ruled === "normal"
      ? reading.urgent > RAISE_URGENT && reading.critical > RAISE_LEAST_CRITICAL && claims(document, reading)
      : sure || reading.urgent > DOUBT_URGENT;
  if (!urgent) return "normal";
  if (findings.some(({ rule, level }) => rule.sure && level === "critical")) return "critical";
  const loud = reading.critical + (NOW.test(document.flat) ? NOW_COUNTS : 0);
  return loud > CRITICAL_NEEDS[ruled] ? "critical" : "high";
}

/** Whether the reader's passage is claimed as present rather than quoted, settled, past or thanked for. */
function claims({ flat }: Document, { start, end }: Reading): boolean {
  return assertionOf(flat, start, end, true, false) !== "dropped";
}

/** Leaves out the rules whose words are not in a message. */
const mayHold = prefilter(
  RULES.map(({ cue, near, anywhere }) => [cue, near, anywhere].filter((expression) => expression !== null)),
);

/** The strongest finding of each rule in the message. */
export function findAll(document: Document): Finding[] {
  const findings: Finding[] = [];
  const may = mayHold(document.flat);
  for (const [index, rule] of RULES.entries()) {
    const found = may[index] && strongest(document, rule);
    if (found) findings.push(found);
  }
  return findings;
}

function strongest(document: Document, rule: Rule): Finding | null {
  const { flat } = document;
  if (rule.anywhere && !matches(rule.anywhere, flat)) return null;
  if (rule.nowhere && matches(rule.nowhere, flat)) return null;
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
