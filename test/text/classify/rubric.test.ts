import { describe, expect, it } from "vitest";
import { classify } from "./shipped.ts";

/** Borderline cases of the rubric, §7: number, text, level, reason. */
const BORDERLINE: readonly (readonly [string, string, string, string | null])[] = [
  ["01", "没有发生火灾，只是厨房烟大，邻居误报了，耽误大家了。", "low", null],
  ["02", "去年火灾后说好的补偿款到现在没到账。", "normal", null],
  ["03", "我们县的长寿面火了，建议多开几家店。", "low", null],
  ["04", "物业收费高得要命，气死我了！", "normal", null],
  ["05", "楼下服装店天天喊跳楼价大甩卖，吵得老人睡不着。", "normal", null],
  ["06", "担心以后这条坡会塌，建议早点做护坡。", "normal", null],
  ["07", "坡上昨晚新裂开一条口子，还在掉土，下面住着六户。", "critical", "landslide"],
  ["08", "感谢消防员救火，我家阳台保住了。", "low", null],
  ["09", "感谢消防来救火，可是今早阁楼又冒烟了。", "critical", "fire"],
  ["10", "看新闻外省有栋楼塌了，咱们县的自建房是不是也该查一查？", "low", null],
  ["11", "再不修路我就发抖音曝光，去省里上访！", "normal", null],
  ["12", "再不给钱我就从项目部楼顶跳下去。", "critical", "self-harm"],
  ["13", "三年了没人管，想死的心都有了，房子就这么漏着。", "high", "self-harm"],
  ["14", "你们这些当官的都是废物，路灯坏了半年。", "normal", null],
  ["15", "这条留言一万人点赞了，还不回复？广场舞太吵！", "normal", null],
  ["16", "紧急求助！！！十万火急！！！请问不动产证几天能办好？", "low", null],
  ["17", "请问孩子误喝了半瓶盖除草剂，要不要紧？", "critical", "poisoning"],
  ["18", "停水通知是明天9点到12点，能不能改到晚上？", "normal", null],
  ["19", "停水两天了，三楼老人靠邻居提水。", "high", "water-outage"],
  ["20", "最近电压低，电饭煲煮不熟饭。", "normal", null],
  ["21", "停电了，我妈在家用呼吸机，电池只能撑一小时。", "critical", "power-outage"],
  ["22", "包工头欠我两千块工钱，说下个月给。", "normal", null],
  ["23", "腊月二十六了，二十多个人的工资一分没发，老板说要出远门。", "high", "unpaid-wages"],
  ["24", "学校不是没有危险，楼梯扶手断了一截，每天几百个孩子走。", "high", "unsafe-building"],
  ["25", "路上井盖响，晚上睡不着。", "normal", null],
  ["26", "村口水井没有盖子，昨天差点掉进去一个娃。", "high", "drowning-risk"],
  ["27", "听说那家养殖场死了几头猪，味道很大。", "normal", null],
  ["28", "死猪成堆扔在我们喝水的水库边上。", "high", "water-quality"],
  ["29", "我是退役军人、老党员，请尽快解决我家门口停车难。", "normal", null],
  ["30", "老公又动手了，我现在锁在卫生间里，他在踹门。", "critical", "violence"],
  ["31", "上周老公打了我，已经报警处理了，想问怎么申请保护令。", "high", "violence"],
  ["32", "高考报名截止日期是哪天？", "low", null],
  ["33", "今天是补报最后一天，系统一直登不上去，孩子就报不了名了。", "high", "school-deadline"],
  ["34", "消防演练时楼道放烟，把我家孩子吓哭了，能提前通知吗？", "normal", null],
  ["35", "（只有一张图片，没有文字）", "normal", null],
];

describe("the rubric's borderline cases", () => {
  it.each(BORDERLINE)("case %s: %s is %s", (_, text, level, code) => {
    const { urgency } = classify(text);
    expect(urgency.level).toBe(level);
    if (code) expect(urgency.reasons.map((reason) => reason.code)).toContain(code);
  });
});
