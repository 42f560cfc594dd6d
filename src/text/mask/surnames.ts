/** Surnames, by frequency and with those of the county's Miao, Tujia and Dong families. */

const SINGLE =
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤" +
  "滕麻满舒聂晏莘符翁瞿欧阳申米楚粟储柏花柳鲍焦温童颜梅盛刁邢裴翟安常乐齐伍康俞卞施洪祝左季葛殷樊霍虞柯阮蓝欧甘闵解强柴华车冉房边辛管芦吉饶刑佘娄牛蒙危简尚古庞兰游尤喻文关涂苗凌阳费纪靳卓骆单岳詹车项成鲁苟屈路" +
  "宁连桂沙艾祁甄路蒲倪邬谷蔺成庄晋应缪宗仇司桑狄裘全卿臧褚卜穆冷束明仲封郎惠牟公窦候巫宫戚植时糜苑粱岑燕谌印尧";
const COMPOUND = [
  "欧阳",
  "上官",
  "司马",
  "诸葛",
  "东方",
  "皇甫",
  "令狐",
  "司徒",
  "夏侯",
  "慕容",
  "尉迟",
  "端木",
  "公孙",
  "宇文",
];

const SINGLES = new Set(SINGLE);
/** Surnames that are also everyday words: believed only where the name is told, not after a weak cue. */
const EVERYDAY = new Set("于向和高常成时方万全关明连单公路车房花安应文解强边游曾司程顾华楚施齐项储时梅管满");

/**
 * The surname at an offset.
 * @param text a text
 * @param at an offset
 * @returns the surname, or null
 */
export function surnameAt(text: string, at: number): string | null {
  const two = text.slice(at, at + 2);
  if (COMPOUND.includes(two)) return two;
  const one = text.charAt(at);
  return SINGLES.has(one) ? one : null;
}

/**
 * Whether a surname is an everyday word as well, such as 高 or 向.
 * @param surname a surname
 */
export function isEverydayWord(surname: string): boolean {
  return EVERYDAY.has(surname);
}
