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

/** Log-odds from which the reader alone makes a message high, where no rule speaks. */
const RAISE_URGENT = 0.3;

/** Log-odds of critical under which the reader's passage is a nuisance told with feeling. */
const RAISE_LEAST_CRITICAL = -4;

/** Log-odds from which the reader makes a high message critical; lower where the words cry for help now. */
const RAISE_CRITICAL = -0.5;
const RAISE_CRITICAL_NOW = -1.4;

/** Log-odds under which a rule's finding is taken for a look-alike: one level less. */
const DOUBT_URGENT = -1.6;
const DOUBT_CRITICAL = -3.6;

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
  const harmless = reading !== null && reading.urgent < DOUBT_URGENT && reading.critical < DOUBT_CRITICAL;
  const findings = findAll(document, harmless ? isQuiet : undefined);
  const judged = judge(document, findings, reading, reader);
  if (judged.level === "critical" || judged.level === "high") return judged;
  const feared = findings.some(({ rule }) => rule.level !== "normal");
  const level = !feared && nothingWaits(document.flat) ? "low" : "normal";
  return { level, confidence: level === "low" ? 0.7 : 0.8, reasons: judged.reasons };
}

/** Rules and reader together, as far as `high`; what is left is `normal`. */
function judge(
  document: Document,
  findings: readonly Finding[],
  reading: Reading | null,
  reader: DangerModel | null,
): Urgency {
  const worst = findings.reduce((rank, finding) => Math.max(rank, RANK[finding.level]), 0);
  const reasons = reasonsOf(document, findings);
  const certain = findings.some(({ rule, level }) => rule.sure && RANK[level] === worst);
  let rank = worst;
  if (reading && !certain) {
    if (rank === RANK.critical && reading.critical < DOUBT_CRITICAL) rank = RANK.high;
    if (rank === RANK.high && reading.urgent < DOUBT_URGENT) rank = RANK.normal;
  }
  if (
    reader &&
    reading &&
    rank < RANK.high &&
    reading.urgent > RAISE_URGENT &&
    reading.critical > RAISE_LEAST_CRITICAL &&
    claims(document, reading)
  ) {
    rank = RANK.high;
    reasons.unshift({
      code: reasons[0]?.code ?? codeOf(reader, document.flat, reading.whole),
      text: quote(document, reading.start, reading.end),
    });
  }
  const enough = NOW.test(document.flat) ? RAISE_CRITICAL_NOW : RAISE_CRITICAL;
  if (reading && rank === RANK.high && reading.critical > enough) rank = RANK.critical;
  const agreed = reading !== null && reading.urgent > 0 && rank === worst;
  if (rank === RANK.critical) return { level: "critical", confidence: agreed ? 0.85 : 0.6, reasons };
  if (rank === RANK.high) return { level: "high", confidence: agreed ? 0.85 : 0.6, reasons };
  return { level: "normal", confidence: 0.8, reasons };
}

/** Whether the reader's passage is claimed as present rather than quoted, settled, past or thanked for. */
function claims({ flat }: Document, { start, end }: Reading): boolean {
  return assertionOf(flat, start, end, true, false) !== "dropped";
}

/**
 * The rules that can still decide where the reader doubts every cue: those whose cues have hardly a look-alike, and those that tell
 * what was seen and judged harmless.
 */
const isQuiet = (rule: Rule) => rule.sure || rule.level === "normal";

/** Leaves out the rules whose words are not in a message. */
const mayHold = prefilter(
  RULES.map(({ cue, near, anywhere }) => [cue, near, anywhere].filter((expression) => expression !== null)),
);

/** The strongest finding of each rule in the message. */
export function findAll(document: Document, counts: (rule: Rule) => boolean = () => true): Finding[] {
  const findings: Finding[] = [];
  const may = mayHold(document.flat);
  for (const [index, rule] of RULES.entries()) {
    const found = may[index] && counts(rule) && strongest(document, rule);
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
