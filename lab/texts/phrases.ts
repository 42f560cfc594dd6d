import type { Random } from "../random.ts";

/** Who writes, and how it came to be known. */
export const witness: readonly string[] = [
  "我今年六十多了，头一回上网写信。",
  "我是隔壁组的，路过几回都看见。",
  "女儿帮我打的字，有错别字别见怪。",
  "我在广东打工，听家里人电话里讲的。",
  "昨天散步碰上的，拍了两张照片。",
  "我家离得最近，天天受这个罪。",
  "几个邻居凑在一起，推我来讲。",
  "开三轮拉货的，一天要经过四趟。",
  "刚从外面回来过年，看了心里不是滋味。",
  "我丈母娘住那边，回回去都听她念。",
  "单位就在对面，上班下班都看得到。",
  "我们班主任让家长自己来问。",
];

/** Since when it lasts. */
export const since: readonly string[] = [
  "端午前就这样了。",
  "算起来快有两个月。",
  "打霜那阵子开始的。",
  "上个礼拜五最厉害。",
  "入冬以来没有断过。",
  "去年热天也闹过一回。",
  "从清明拖到今天。",
  "前天夜里又来了一次。",
  "涨水过后更加明显。",
  "赶场的日子尤其突出。",
  "大概是中秋节后头几天起的。",
  "一年到头都差不多。",
];

/** What was tried already. */
export const tried: readonly string[] = [
  "找组长，组长喊我找支书。",
  "热线打通了，留了工单号，再没下文。",
  "镇上来了个年轻人，登记完就走了。",
  "群里有人提过，没有哪个回话。",
  "自己掏钱弄过一次，管不了几天。",
  "窗口让等，等到现在也没个准信。",
  "写过一张条子塞进意见箱。",
  "托熟人问过，人家说不归他管。",
  "头一次写，之前没找过别人。",
  "去过两趟，都碰上关门。",
  "会上讲了三四回，记在本子上就算了。",
  "两个单位互相踢皮球。",
];

/** What is asked for, whatever the matter. */
export const asks: readonly string[] = [
  "能不能给句实在话？",
  "哪个部门负责，告诉一声也好。",
  "盼着早点有个着落。",
  "麻烦过问一下。",
  "希望年前能解决。",
  "想晓得下一步怎么办。",
  "请抽空来实地看看。",
  "给我们老百姓一个交代。",
];

/** Words that citizens use for each other. */
const synonyms: readonly (readonly string[])[] = [
  ["没有人", "没人", "无人"],
  ["晚上", "夜里", "天黑以后"],
  ["每天", "天天", "日日"],
  ["孩子", "小孩", "细伢子", "娃娃"],
  ["老人", "老人家"],
  ["直接", "径直", "就那么"],
  ["已经", "都", "早就"],
  ["现在", "眼下", "如今", "这会儿"],
  ["建议", "提议", "能否考虑"],
  ["请问", "打听一下", "想问问"],
  ["希望", "盼望", "但愿"],
  ["听说", "有人讲", "据讲"],
  ["反映", "报告", "讲过"],
  ["到处", "四处", "满地"],
  ["根本", "完全", "压根"],
  ["买的", "购的"],
  ["附近", "旁边", "周围"],
  ["很多", "好多", "一大堆"],
  ["一直", "老是", "始终"],
];

/** Says a sentence with other words here and there. */
export function vary(sentence: string, random: Random): string {
  return synonyms.reduce((text, words) => {
    const [usual] = words;
    return usual !== undefined && random.chance(0.6) ? text.replaceAll(usual, random.pick(words)) : text;
  }, sentence);
}
