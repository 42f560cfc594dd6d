import { clauseEnd, clauseStart, sentenceEnd, sentenceStart } from "./document.ts";

/**
 * What a sentence claims of a cue (rubric §3). `full`: now, about to, or open; `recent`: days or weeks ago and still open;
 * `general`: feared or possible without a sign; `dropped`: negated, settled, quoted, a drill, a wish or thanks.
 */
export type Assertion = "full" | "recent" | "general" | "dropped";

/** How far before a cue its own clause is read, in UTF-16 units: unpunctuated messages have very long clauses. */
const CLAUSE_REACH = 14;

/** How far after a cue, inside its clause, the word for a drill makes it one (电梯困人应急演练), in UTF-16 units. */
const DRILL_REACH = 6;

/** How far after a cue an all-clear still speaks of it, in UTF-16 units. */
const SETTLED_REACH = 70;

const NEGATION =
  /(没(有|得)?(发生|出现|出|造成|引起)?|未(曾|必|见|发生)?|并未|并没有?|不是|不存在|无|免得|避免|防止|以免|以防|别让|不会|没哪个|没人|从没|从未|从来没|谈不上|称不上|并不|预防|防范|杜绝|其实没)[^，]{0,5}$/;
const NOT_NEGATION =
  /(不是没有|没有?人(管|来|理|修|处理|敢)|没(有)?(水|电|气|盖|栏|护栏|防护|红绿灯|路灯)|没来得及|没(日|完)没|还没|来不及|不知|不晓得)[^，]{0,5}$/;
const FEAR =
  /(担心|怕|万一|会不会|如果|要是|一旦|假如|假若|倘若|若是|若有|容易|以后|将来|今后|恐怕|有可能|可能(会)?|难保|说不定|后果|万一哪天|不敢想|导致|引发|造成|极易|易)[^，]{0,10}$/;
const WISH =
  /(建议|希望|呼吁|倡议|想(请|建议)|请(?!问)(求)?|能不能|能否|可否|可不可以|加强|开展|多(讲|搞|办|开)|宣传|普及)[^，]{0,10}$/;
const PAST =
  /(大?前年|去年|上一年|上回|那年|那次|那时候?|当年|当时|曾经?|早年|以前|从前|小时候|年轻时|几年前|[一二三四五六七八九十]年前|20[0-2]\d年|19\d\d年|早过去|前几年|往年|(\d|[一二三四五六七八九十])+月份)/;
const RECENT = /(上个?月|上周|上个?(礼拜|星期)|前几天|前不久|前阵子|前段时间|半个月前|礼拜[天一二三四五六日]|大前天)/;
const NOW =
  /(现在|今天|今早|今晚|今日|如今|又|还在|还没|到现在|至今|刚|昨|目前|仍|依然|照样|天天|每天|经常|一直|越来越|不断|多次|频|再次|后来一直)/;
const ELSEWHERE =
  /(新闻|电视|网上|网传|听说|听讲|据说|刷到|热搜|外省|外地|外县|邻县|隔壁县|某(地|市|省|县)|别的?(省|市|县|地方)|影片|电影|电视剧|小说|视频里?说|晚会|教训|报道|讲座|宣传片|游戏)/;
const DRILL = /(演练|演习|彩排|预案|拉练|模拟|假扮|扮演|演的|试鸣)/;
const THANKS = /(感谢|谢谢|多谢|多亏|点赞|致谢|锦旗|道谢|鞠躬|表扬|幸亏|幸好|好在|好人一生平安|给力)/;
const SETTLED =
  /(虚惊一场|误报|没事了|都?没(有)?(受)?伤|都好了|好好的|平安|已经?(修好|处理好|处理完|解决|扑灭|康复|恢复|抢通|得救|脱险|好了|找到|换好)|处理完了|后来(修好|好了|没事|换了)|修好了|找到了|救(了)?(上|出|起|回)来|扑灭了|康复|抢救(过来|回来)|抢通|要回来|来电了|不用来了|没有起火|保住|住(了)?[^，。]{0,3}院[^，。]{0,4}都好|打完了|扶正|救起|捞上来|一间没烧|解决了|没再出过|不用(处理|转)|可以结了|验收|能走路)/;
const CONTRAST =
  /(但是?|可是?(?!以)|然而|不过|只是|结果|谁知|哪晓得|没想到|现在又|今天又|又(冒|翻|来|开始|掉|漏|着)|如今|就是)/;

/**
 * Judges what is claimed of the cue at `[start, end)`: by its clause first, then by its sentence and what follows it.
 * @param flat the folded message
 * @param firm the cue holds its own negation or fear, so these do not count
 * @param lasting the cue tells of something repeated or lasting, so a past date does not settle it
 */
export function assertionOf(flat: string, start: number, end: number, firm: boolean, lasting: boolean): Assertion {
  const from = sentenceStart(flat, start);
  const clauseFrom = Math.max(clauseStart(flat, start), start - CLAUSE_REACH);
  const before = flat.slice(clauseFrom, start);
  const sentenceBefore = flat.slice(Math.max(from, start - 60), start);
  const after = flat.slice(end, Math.min(flat.length, end + SETTLED_REACH));
  const within = flat.slice(start, end);

  if (!firm && NEGATION.test(before) && !NOT_NEGATION.test(before)) return "dropped";
  if (
    stands(ELSEWHERE, sentenceBefore) ||
    stands(DRILL, sentenceBefore) ||
    DRILL.test(within + flat.slice(end, Math.min(clauseEnd(flat, end), end + DRILL_REACH)))
  )
    return "dropped";
  if (stands(DRILL, flat.slice(Math.max(0, start - 90), start))) return "dropped";
  if (settledAfter(after) || stands(SETTLED, sentenceBefore)) return "dropped";
  if (THANKS.test(flat.slice(from, sentenceEnd(flat, end))) && thanksFor(sentenceBefore, after)) return "dropped";
  if (!lasting && past(sentenceBefore + within.slice(0, 6))) return "dropped";
  if (lasting && past(before)) return "dropped";
  if (!firm && FEAR.test(before)) return "general";
  if (WISH.test(before)) return "general";
  if (RECENT.test(before) || RECENT.test(within)) return "recent";
  return "full";
}

/** Whether `marker` stands in `text` and no contrast or present word takes it back afterwards. */
function stands(marker: RegExp, text: string): boolean {
  const found = lastMatch(marker, text);
  return found !== null && !CONTRAST.test(text.slice(found));
}

/** Whether the words before a cue put it into a closed past. */
function past(text: string): boolean {
  const found = lastMatch(PAST, text);
  return found !== null && !NOW.test(text.slice(found)) && !CONTRAST.test(text.slice(found));
}

/** Whether what follows a cue gives the all-clear before anything takes it back. */
function settledAfter(after: string): boolean {
  const found = SETTLED.exec(after);
  return found !== null && !CONTRAST.test(after.slice(0, found.index));
}

/** Whether a sentence of thanks has the danger as its object, rather than a new danger after it. */
function thanksFor(before: string, after: string): boolean {
  const found = lastMatch(THANKS, before);
  if (found !== null) return !CONTRAST.test(before.slice(found));
  const later = THANKS.exec(after);
  return later !== null && !CONTRAST.test(after.slice(0, later.index));
}

/** End of the last match of `marker` in `text`; null when there is none. */
function lastMatch(marker: RegExp, text: string): number | null {
  let end: number | null = null;
  for (const match of text.matchAll(globalOf(marker))) end = match.index + match[0].length;
  return end;
}

const GLOBAL = new Map<RegExp, RegExp>();

/** The same expression with the global flag, made once. */
function globalOf(marker: RegExp): RegExp {
  const known = GLOBAL.get(marker) ?? new RegExp(marker.source, "g");
  GLOBAL.set(marker, known);
  return known;
}
