import { describe, expect, it } from "vitest";
import { classify } from "./shipped.ts";

/** For every code of the rubric, §4: a message that carries it, and one that uses its words harmlessly. Invented. */
const TWINS: readonly (readonly [code: string, level: "critical" | "high", harmful: string, harmless: string])[] = [
  ["self-harm", "critical", "遗书写好了，今晚我就从楼顶跳下去。", "服装店天天喊跳楼价大甩卖，吵得很。"],
  ["trapped", "critical", "电梯停在半空，里面有两个老人出不来。", "今天社区做了电梯困人应急演练。"],
  ["fire", "critical", "后山烧起来了，火正往寨子这边走。", "去年火灾后说好的补偿款到现在没到账。"],
  ["gas-leak", "critical", "一楼厨房的煤气罐嘶嘶漏气，整栋楼都闻得到。", "家里燃气软管用了几年了，想约人检查一下。"],
  ["hazardous-leak", "high", "有人半夜往锦江偷排黑水，早上漂了一片死鱼。", "小区旁边垃圾站夏天有臭味，希望搬远点。"],
  ["electrocution", "critical", "断掉的电线搭在村小门口的铁栏杆上，还冒火花。", "楼道里电线乱成一团，看着不舒服。"],
  [
    "collapse",
    "critical",
    "隔壁打桩，我家承重墙今天裂出手掌宽，屋里还有人。",
    "新房墙上有几条细裂缝，开发商不认质量问题。",
  ],
  ["landslide", "critical", "坡上昨晚新裂开一条口子，还在掉土，下面住着六户。", "担心以后这条坡会塌，建议早点做护坡。"],
  ["flood", "critical", "河水漫进一楼了，还在涨，婆婆瘫在床上抬不动。", "一下雨路面就积水，下水道该清了。"],
  ["drowning-risk", "critical", "有个小孩刚掉进水塘里，岸上没人会水。", "建议学校加强防溺水宣传。"],
  ["poisoning", "critical", "孩子误喝了农药，怎么办？", "手机中毒了，话费被乱扣，营业厅不管。"],
  ["violence", "critical", "他喝了酒拿菜刀在门口砸门，我和娃躲在柜子里。", "菜市场砍价砍不下来，老板态度很差。"],
  ["child-at-risk", "critical", "幼儿园老师用针扎孩子，我女儿身上全是针眼。", "孩子想转学，两边学校都不给办。"],
  [
    "missing-person",
    "critical",
    "我爸七十六有老年痴呆，早上出门到现在没回来。",
    "装修公司老板联系不上了，定金退不了。",
  ],
  ["medical-emergency", "critical", "产妇大出血，镇卫生院没血，救护车还没来。", "我爸去年中风住院，医保报销太少。"],
  ["outbreak", "high", "我们班一半的孩子这两天都发烧呕吐，学校说没事。", "疫情期间欠的房租补贴还发不发？"],
  ["animal-attack", "critical", "一条疯狗连咬了五个人，还在菜市场里窜。", "邻居遛狗不拴绳，狗叫得睡不着。"],
  ["traffic-danger", "critical", "路中间的井盖被偷了，没有路灯，刚才摔了一个骑车的。", "村口那段路能不能装一盏路灯？"],
  ["work-safety", "critical", "采石场塌方，有工人压在下面。", "工地夜里施工噪音大，影响休息。"],
  ["mass-event-safety", "critical", "桥上看龙舟的人挤得走不动，有小孩被挤倒了。", "早高峰公交太挤，能不能加班次？"],
  ["water-outage", "high", "停水两天了，三楼老人靠邻居提水。", "停水通知是明天9点到12点，能不能改到晚上？"],
  ["water-quality", "high", "放出来的自来水是黄泥汤，家里有婴儿没法冲奶。", "烧开水有白色水垢正常吗？"],
  ["power-outage", "high", "变压器烧了，整个寨子黑了一天一夜。", "最近电压低，电饭煲煮不熟饭。"],
  ["gas-outage", "high", "小区停气三天，没人说什么时候通。", "什么时候能通天然气？"],
  ["heating", "high", "零下三度，敬老院的空调全坏了，老人裹着被子坐。", "建议给教室装空调。"],
  ["road-cut", "high", "进寨唯一的路塌了，车过不去，学生回不来。", "村道坑坑洼洼，什么时候修？"],
  ["unsafe-building", "high", "一家五口住在鉴定为D级的土房里，雨季要来了。", "危房改造补助什么时候打卡？"],
  ["food-safety", "high", "学校食堂今天中午又用发臭的肉，孩子拍了照片。", "超市买到一包过期两天的饼干，要求赔偿。"],
  ["unpaid-wages", "high", "我们十七个人做了五个月，工资一分没发，老板跑了。", "包工头欠我两千块工钱，说下个月给。"],
  ["destitution", "high", "低保停了三个月，我瘫痪在床，米缸见底了。", "低保标准今年涨多少？"],
  ["care-gap", "high", "我娘瘫在床上，没人照顾，靠隔壁端饭。", "公办养老院怎么收费？"],
  ["school-deadline", "high", "今天是补报最后一天，系统一直登不上去，孩子就报不了名了。", "高考报名截止日期是哪天？"],
  ["legal-deadline", "high", "征收公告公示期后天就结束，到现在不给看材料。", "驾照明年到期怎么换？"],
  ["irreversible-loss", "high", "施工队正在锯寨口的古樟树，没有批文。", "去年砍掉的古樟树一直没有说法。"],
];

describe("each reason code", () => {
  it.each(TWINS)("%s reaches %s where it is meant: %s", (code, level, harmful) => {
    const { urgency } = classify(harmful);
    expect(urgency.reasons.map((reason) => reason.code)).toContain(code);
    expect(level === "critical" ? ["critical"] : ["critical", "high"]).toContain(urgency.level);
  });

  it.each(TWINS)(
    "%s (%s) is not alarmed by its words used harmlessly: %s / %s",
    (_code, _level, _harmful, harmless) => {
      expect(["normal", "low"]).toContain(classify(harmless).urgency.level);
    },
  );
});
