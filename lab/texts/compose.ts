import type { Random } from "../random.ts";
import { contact } from "./personal.ts";
import { asks, since, tried, vary, witness } from "./phrases.ts";
import { places } from "./places.ts";
import { type Problem, problems, urgentProblems } from "./problems.ts";

/** A composed message, before a platform gives it id, time and form. */
export interface Composed {
  readonly title: string;
  readonly text: string;
  readonly kind: Problem["kind"];
  readonly field: string;
  readonly office: string;
  readonly township: string;
}

const openings = [
  "",
  "",
  "",
  "",
  "领导您好！",
  "尊敬的书记：您好！",
  "你好，",
  "各位领导，",
  "写信人是本地住户。",
  "打扰了，说件小事。",
];
const closings = ["", "", "", "谢谢！", "盼回复。", "拜托了！！", "急急急", "等您的消息[作揖]"];

/** Writes one message; about one in ten tells of danger, one in four carries personal data that must be masked. */
export function compose(random: Random): Composed {
  const problem = random.pick(random.chance(0.1) ? urgentProblems : problems);
  const place = random.pick(places);
  const spot = random.pick(place.spots);
  const fill = (text: string): string =>
    text
      .replaceAll("{place}", `${random.chance(0.3) ? "麻阳县" : ""}${place.township}${spot}`)
      .replaceAll("{spot}", spot)
      .replace(/\{n\}/g, () => String(random.int(2, 9)));
  const details = problem.details.filter(() => random.chance(0.35));
  const own = random.chance(0.6) ? [random.pick(random.pick([witness, since, tried]))] : [];
  const ask = random.chance(0.5) ? problem.ask : random.pick(asks);
  const body = [random.pick(problem.facts), ...details, ...own, ask]
    .map((sentence) => fill(vary(sentence, random)))
    .join("");
  return {
    title: fill(problem.title),
    text: `${random.pick(openings)}${body}${random.chance(0.25) ? contact(random) : ""}${random.pick(closings)}`,
    kind: problem.kind,
    field: problem.field,
    office: `麻阳县${problem.office}`,
    township: place.township,
  };
}

/**
 * The same matter again: now and then the very text, mostly as a second citizen, or the same one on another board, would
 * write it: another beginning and end, and its sentences in another order or fewer.
 */
export function retell(composed: Composed, random: Random): Composed {
  if (random.chance(0.25)) return { ...composed };
  const before = random.pick(["", "我也反映一下：", "再次反映，", "转：", "没有人管吗？"]);
  const after = random.pick(["", "请尽快处理。", "已经反映多次了！", "希望得到回复。"]);
  const [first = "", ...rest] = composed.text.match(/[^。！？]+[。！？]*/gu) ?? [composed.text];
  const kept = rest.length > 3 && random.chance(0.5) ? rest.filter(() => random.chance(0.75)) : rest;
  return { ...composed, text: `${before}${first}${kept.join("")}${after}` };
}

/** What a citizen adds when editing a message. */
export function addendum(random: Random): string {
  return random.pick([
    "补充：今天又去看了，还是老样子。",
    `更正：上面写的时间不对，应该是${random.int(2, 9)}天前。`,
    "补充一下，附近还有好几户也是这样。",
    "（更新：有人来看过，说过几天处理。）",
  ]);
}

/** An office's answer; the first is usually a receipt, the next one has the result. */
export function answer(office: string, earlier: number, random: Random): string {
  const result = [
    `经核实，您反映的情况属实，我们已安排人员于${random.int(2, 12)}日内处理到位。`,
    `经现场调查，已责令相关单位限期${random.int(3, 15)}日整改，后续我们将跟踪督办。`,
    "您所咨询的事项，请携带身份证和户口簿到政务服务中心一楼综合窗口办理。",
    "该事项已列入今年计划，资金到位后即行实施，感谢您的理解与支持。",
  ];
  const receipt = ["您的留言已收悉，我们高度重视，正在调查核实。", "已受理，现交由相关股室办理，办理结果将及时回复。"];
  return `网友您好！${random.pick(earlier === 0 && random.chance(0.4) ? receipt : result)}——${office}`;
}
