import { Kind, type UrgencyLevel } from "../../record/vocabulary.ts";
import type { Document } from "./document.ts";
import { highest, type LinearModel, scores, unit, vectorOf } from "./linear.ts";

/** Words that speak for each kind (rubric §8.8), with their weight. */
const SIGNS: readonly (readonly [Kind, number, RegExp])[] = [
  ["thanks", 3, /(感谢|谢谢|多谢|致谢|锦旗|点赞|道谢|鞠躬|表扬|爆赞|给力|好评)/],
  ["consultation", 2, /(咨询|请问|想(问|了解|知道)|问(一)?(下|问|个))/],
  [
    "consultation",
    1,
    /(吗|呢|么|多少|哪里|哪些|哪个|哪天|几(月|号|岁|年)|什么(材料|手续|条件|时候|政策|流程)|怎么(办理|申请|报)|能否|是否|如何|何时)[^。]{0,12}[？?。]?/,
  ],
  ["consultation", 1, /[？?]/],
  ["suggestion", 3, /(建议|提议|倡议|呼吁|献策)/],
  [
    "suggestion",
    1,
    /(希望(能)?(在|增|多|加|开|设|建|修|尽快(开通|建|修))|可以考虑|能不能(在|多|增|开|设|搞)|应该|最好)/,
  ],
  ["help", 2, /(求助|求救|帮(帮)?(我|忙|助)|救(救|命|人)|怎么办|走投无路|请求(政府)?(帮助|援助|救助)|恳(请|求))/],
  ["complaint", 2, /(投诉|举报|控诉|反映|揭露|维权|曝光|质疑)/],
  ["complaint", 2, /(为什么|为何|凭什么|怎么还|何时才|到底(要|什么时候))/],
  [
    "complaint",
    2,
    /(不给|不退|不赔|不认|不肯|不管|没人(管|修|理|处理)|无人(管|理)|推(来推去|诿|脱)|踢皮球|拖(着|欠)|乱收费|违(规|法|章|约|建)|霸占|强(占|制|行)|扰民|欺(骗|诈)|骗|黑心|态度|不作为|偷(工|排)|拒|敷衍|不合理|严重|迟迟|至今(没|未)|从来(没|不))/,
  ],
  ["complaint", 1, /(吵|臭|噪|脏|乱|差|堵|坏|烂|占|污染|拥堵|影响|隐患|危险|欠|没(有)?(发|给|到账|回复|解决|修))/],
];

/** What the signs' verdict adds to the learned score of its kind, and what every cry for help gets because it is rare. */
const SIGNS_COUNT = 2;
const HELP_COUNTS = 0.6;

/**
 * What a message asks for (rubric §8.8): the signs in its words, weighed against what was learned from labelled messages. Thanks,
 * greetings and danger to life are left to the signs, because they hardly occur among those.
 * @param model null when no kinds were learned
 */
export function kindOf(model: LinearModel | null, document: Document, level: UrgencyLevel): Kind {
  const signed = signedKind(document.flat, level === "critical" || level === "high");
  const plain = signed === "thanks" || (signed === "other" && level === "low") || level === "critical";
  if (!model || plain) return signed;
  const learned = scores(model, unit(vectorOf(model, document.original)));
  const weighed = learned.map((score, at) => {
    const label = model.labels[at];
    return score + (label === signed ? SIGNS_COUNT : 0) + (label === "help" ? HELP_COUNTS : 0);
  });
  return Kind.parse(model.labels[highest(weighed)]);
}

/**
 * The kind that the signs speak for. Danger that is open makes thanks and opinion a cry for help.
 * @param flat the folded message, title first
 * @param urgent whether the message is critical or high
 */
function signedKind(flat: string, urgent: boolean): Kind {
  const totals = new Map<Kind, number>();
  const title = flat.includes("\n") ? flat.slice(0, flat.indexOf("\n")) : "";
  const last = flat.slice(Math.floor(flat.length * 0.7));
  for (const [kind, weight, sign] of SIGNS) {
    const places = [flat, title, last].filter((part) => sign.test(part)).length;
    if (places > 0) totals.set(kind, (totals.get(kind) ?? 0) + weight * (1 + (places - 1) * 0.6));
  }
  const wronged = totals.get("complaint") ?? 0;
  if (urgent) return wronged >= (totals.get("help") ?? 0) && wronged > 2 ? "complaint" : "help";
  if (wronged > 0) totals.delete("thanks");
  let best: Kind = "other";
  let most = 0;
  for (const kind of ["complaint", "help", "suggestion", "consultation", "thanks"] as const) {
    const total = totals.get(kind) ?? 0;
    if (total > most) {
      best = kind;
      most = total;
    }
  }
  return best;
}
