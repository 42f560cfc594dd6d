/** Where the name of a road, estate or village begins: the words before it have no mark of their own in Chinese. */

/** Longest name that is looked for, in units. */
const REACH = 14;
/** Divisions above road and village, which stay readable; and words whose last syllable only looks like one. */
const DIVISION =
  /自治[县州]|街道办事处|街道办|街道|省|(?<!村|寨)县(?![委政府人直医中城])|(?<![超城都门集菜夜])市(?![场街路府政委人直医])|(?<!小)镇(?!政府)|(?<![水家老侨])乡(?!政府)|(?<!小|社|园|[0-9A-Za-z一二三四五六七八九十东西南北期老])区/g;
/** Words that lead to a place without being part of its name. */
const LEADING =
  /[我俺咱]屋|住在|家住|现住|居住|暂住|户籍|位于|地址|住址|家在|我家|老家|老屋|新屋|本人为|连带|唯独|预售房|商品房|住宅|房屋|前面|后面|门面|月份|[0-9一二三四五六七八九十][年月日]|房号|房子|安置房|公租房|廉租房|还是|就是|我们|你们|他们|自己|邻居|业主|投诉|反映|举报|关于|请到|送到|寄到|搬到|购买|买了|入住|住(?!院)|[在是的我你他她您到把被了请给从租寄买至及与或由向就系将]/g;
const NO_NAME = /[^\p{Script=Han}0-9A-Za-z]/gu;
/** `和` joins two places only after the end of one: it also stands inside names, as in 锦和 and 和平. */
const AND = /(?<=[路街巷道区村苑园楼店房组栋幢座])和(?![平谐顺睦])/g;

function lastEnd(text: string, pattern: RegExp): number {
  let end = 0;
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}

/**
 * The offset at which the name that ends before a door number begins.
 * @param folded a folded text
 * @param end where the name ends
 * @returns an offset up to 14 units before `end`; equal to `end` where there is no name
 */
export function nameStart(folded: string, end: number): number {
  const from = Math.max(0, end - REACH);
  const reach = folded.slice(from, end);
  const cut = Math.max(...[DIVISION, LEADING, NO_NAME, AND].map((pattern) => lastEnd(reach, pattern)));
  return from + cut;
}
