import { isEverydayWord, surnameAt } from "../surnames.ts";

/** How long the name at an offset is: Chinese writes no mark at its end, so the words after it decide. */

/** Told outright ("我叫…", "姓名：…"), or only likely ("村民…", "我老公…"). */
export type CueStrength = "told" | "likely";

/** Characters that no given name holds: function words, and marks of what is masked already. */
const NOT_GIVEN = new Set(
  "的了在是我你他她它们不就也都和与及或把被让给向对从请要会能没有去来说讲这那什么某吗呢吧啊之其此而但因为所以已还又再只很太最更可应该将于自己您个几多少些年月日号岁元钱上下里内外中姓人镇乡村县市区街组部门册系",
);
/** Characters that may come right after a name. */
const FOLLOWS = new Set(
  "的在把被欠说讲住有去是和与及因从也都已还现来向跟对给没不就要想于将到用拿等家占打骂偷抢养建盖挖堵拆砌找带受得患做搞借卖种当退还霸诉今昨前系八九七六五四三二一十年",
);
/** Characters that given names are made of: two of them are a given name, whatever follows. */
const GIVEN_LIKE = new Set(
  "伟芳娜秀英敏静丽磊军洋勇艳杰娟涛超霞刚桂兰玉梅凤华建国志海红春秋菊莲珍翠香美云龙根贵富旺福禄寿喜庆祥瑞荣昌盛德仁义礼智忠孝良善才林森妹姣娇婷婉燕雁鹏飞鸿雪冰莹晶晖辉亮友爱民武斌彬宏洪波浩瀚淼鑫锋铭钧玲珑琳琪瑶瑾璇佳嘉豪俊凯诗雅韵思琴萍莉薇蓉蕾欣怡悦宇晨曦阳旭昊晓月星辰" +
    "腊冬枝芝苗禾谷栋梁柱松柏竹菲茜莎倩颖慧聪睿哲轩涵泽润溪清泉毅恒峰岩岚岳崇峻巧妮妍姗媛嫦娥仙翁祖宗耀光绪启兆登魁元炳烈煌焕炎烨灿勤俭朴诚贤淑惠爽朗阿",
);
const FOLLOWING_WORDS =
  /^(?:联名|诉|同志|身份|电话|手机|女士|先生|年满|今年|男|女|系|户籍|一家|夫妇|两口|本人|自愿|写|敬上|反映|上|生于|出生)/;
/** Titles and kin words: what follows the surname is no given name. */
const TITLE =
  /^(?:书记|副?局长|副?县长|副?镇长|副?乡长|主任|科长|站长|校长|园长|所长|院长|处长|部长|市长|省长|州长|组长|队长|村长|会计|老师|医生|大夫|护士|律师|警官|法官|师傅|老板|经理|总|先生|女士|小姐|同志|大爷|大伯|大娘|阿姨|叔|姨|婶|哥|姐|支书|秘书|委员|代表|干部|领导|教授|教练|工程师|氏|某|姓)/;
/** Everyday words and places that begin with a surname. */
const WORDS = new Set(
  (
    "任教 任课 任性 钱财 金属 边建 边修 符合 单方 花名 公示 向社 向街 房门 孙子 孙女 管部 安居 童解 童车 高中 高考 高血 高龄 高速 高层 高村 高度 高兴 高新 高铁 方便 方面 方法 方案 方式 万一 万元 万科 万达 成立 成都 成绩 成年 成功 成为 时候 时间 时常 时代 向政 向上 向下 向贵 向您 向你 向县 向各 向他 向有 向相 向物 于是 于今 常年 常常 经常 常住 " +
    "曾经 曾多 曾在 曾于 马上 马路 马桶 黄色 黄金 白天 白色 白血 金额 金钱 金融 金牌 江口 江边 江西 江苏 石头 石油 石羊 石子 田地 田里 田间 田土 水电 林业 林地 林权 车子 车辆 车位 车库 车牌 房子 房产 房屋 房东 房租 花园 花费 花钱 安全 安置 安装 应该 应当 " +
    "文化 文件 文明 文昌 解决 解释 强烈 强制 强行 强迫 边上 任何 任务 何时 何处 何地 何年 何必 何况 何在 单位 单独 单亲 关于 关系 关心 关注 明明 明年 明天 明确 连续 连夜 全部 全家 全体 全县 全镇 全村 全国 公司 公务 公民 公安 公共 公开 公交 公积 路过 路口 路边 路上 路面 游客 " +
    "许多 许可 严重 严格 武汉 武术 顾客 麻烦 麻阳 麻将 谢谢 满意 满足 满了 钟点 毛病 毛坯 康复 温馨 温泉 温度 乐意 齐全 蓝天 阳台 阳光 纪委 费用 费尽 项目 沙石 沙土 连队 司机 司法 司机 单元 宁愿 宁可 谷达 谷子 和谐 和平 卓越 冷水 封闭 封路 印章 印发 惠民 " +
    "郭公 吕家 谭家 隆家 舒家 黄桑 兰里 兰村 岩门 大桥 锦和 尧市 板栗 绿溪 步步 祝愿 祝您 左右 左边 季度 管理 管道 管委 管网 付款 付出 付了 付钱 余额 余款 余下 杜绝 夏天 夏季 孔子 程序 程度 古城 简单 简直 强拆 尚未 尚且 洪水 雷电 段时 史上 龙头 牛奶 游玩 欧洲 苗族 侯车 " +
    "胡乱 胡说 苏州 广东 湖南 周边 周围 周末 周一 周二 周三 周四 周五 周六 周日 宋体 吴语 韩国 陆续 陆军 沈阳 任意 任职 范围 姜片 方圆 计划 柳州 焦急 焦虑 童年 盛世 蒙受 艾滋 屈服 连累 连同 桂林 宗教 宗旨 危房 危险 危旧 米粉 申请 申诉 申报 华夏 华为 兰州 武警 凌晨 饶恕 强奸 蒋先 聂耳 柴油 辛苦 辛勤 时刻 储蓄 储存 牟利 戚戚 植物 植树 臧否 穆斯 束手 仇恨 关门 解放 文字 花草 安静 常德 田径 古代 党员 贺卡 全程 明显 全是 全款 全职 高级 高价 高温 方正 金秋 应届 应聘 成人 路人 路段 路灯 和我"
  ).split(" "),
);

/** Last characters of given names, wider than the above: what an everyday word that is also a surname needs. */
const ENDS_NAME = new Set([...GIVEN_LIKE, ..."生田水木山平明成新军强光亮火土石发财"]);

const HAN = /[\u4e00-\u9fff]/;

function isGiven(given: string, size: number): boolean {
  if (
    given.length !== size ||
    !Array.from(given).every((character) => HAN.test(character) && !NOT_GIVEN.has(character))
  ) {
    return false;
  }
  // 李家 is a household, 田家豪 a person.
  return !given.endsWith("家") && (!given.startsWith("家") || GIVEN_LIKE.has(given.charAt(1)));
}

function isBoundary(text: string, at: number): boolean {
  return at >= text.length || !HAN.test(text.charAt(at));
}

/** Names spelled with a space between all characters, as forms do: 田 小 谷. */
function spacedLength(text: string, at: number): number | null {
  const spaced = /^([\u4e00-\u9fff])[ ]([\u4e00-\u9fff])(?:[ ]([\u4e00-\u9fff]))?(?![\u4e00-\u9fff])/.exec(
    text.slice(at, at + 6),
  );
  if (spaced === null || surnameAt(text, at)?.length !== 1) return null;
  return isGiven((spaced[2] ?? "") + (spaced[3] ?? ""), spaced[3] === undefined ? 1 : 2) ? spaced[0].length : null;
}

/**
 * Length in units of the full name that begins at an offset.
 * @param text a folded text
 * @param at where the name would begin
 * @param cue how surely a name follows there
 * @returns its length, or null where no name begins
 */
export function nameLengthAt(text: string, at: number, cue: CueStrength): number | null {
  const surname = surnameAt(text, at);
  if (surname === null) return null;
  if (cue === "told") {
    const spaced = spacedLength(text, at);
    if (spaced !== null) return spaced;
  }
  const from = at + surname.length;
  if (TITLE.test(text.slice(from, from + 4)) || WORDS.has(text.slice(at, at + 2))) return null;
  for (const size of [2, 1]) {
    const end = from + size;
    if (!isGiven(text.slice(from, end), size)) continue;
    if (size === 1 && surname.length === 1 && cue === "likely" && isEverydayWord(surname)) continue;
    if (cue === "likely" && isEverydayWord(surname) && !ENDS_NAME.has(text.charAt(end - 1))) continue;
    if (isBoundary(text, end)) return text.charAt(end) === "*" ? null : end - at;
    if (TITLE.test(text.slice(end, end + 4)) && !/^(?:先生|女士|小姐|同志|老师|师傅)/.test(text.slice(end, end + 2)))
      return null;
    const weak = cue === "likely" && (size === 1 || isEverydayWord(surname));
    const followed = FOLLOWING_WORDS.test(text.slice(end, end + 4)) || (FOLLOWS.has(text.charAt(end)) && !weak);
    if (followed && !(size === 1 && cue === "likely")) return end - at;
    if (size === 2 && !weak && GIVEN_LIKE.has(text.charAt(from)) && GIVEN_LIKE.has(text.charAt(from + 1)))
      return end - at;
  }
  return cue === "told" && isGiven(text.slice(from, from + 2), 2) && !isEverydayWord(surname) ? from + 2 - at : null;
}

/**
 * Length of a name that only what follows it tells (a form of address, sex, a document or a telephone number): stricter
 * than after a cue, since nothing announces it.
 * @param text a folded text
 * @param at where the name would begin
 * @param end where what follows begins
 */
export function isTellingName(text: string, at: number, end: number): boolean {
  const surname = surnameAt(text, at);
  if (surname === null || isEverydayWord(surname) || WORDS.has(text.slice(at, at + 2))) return false;
  const given = text.slice(at + surname.length, end);
  if (!isGiven(given, given.length) || given.length > 2 || TITLE.test(given)) return false;
  return given.length === 2 || GIVEN_LIKE.has(given);
}

/**
 * The further names of a list that goes on after a name: 、 or 和 between them.
 * @param text a folded text
 * @param end where the first name ends
 * @returns spans in order
 */
export function nameListEnd(text: string, end: number): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  let at = end;
  while (/^[、，,和与及]/.test(text.charAt(at))) {
    const length = nameLengthAt(text, at + 1, "likely");
    if (length === null || length < 2) break;
    spans.push({ start: at + 1, end: at + 1 + length });
    at += 1 + length;
  }
  return spans;
}
