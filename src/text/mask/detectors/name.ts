import { before } from "../context.ts";
import type { Redaction } from "../redaction.ts";
import type { Detector } from "../scan.ts";
import { isTellingName, nameLengthAt, nameListEnd } from "./person-name.ts";

/** Cues after which a name is told outright. */
const TOLD =
  "我叫做?|名叫|(?<![大喊])叫(?=[\\u4e00-\\u9fff]{2,4}[，。,、；（(\\s]|[\\u4e00-\\u9fff]{2,4}$)|姓名|名字[是叫]?|署名|落款人?|联系人|反映人|投诉人|举报人|申诉人|信访人|来信人|写信人|申请人|求助人|诉求人|留言人|签名|户名|户主|收款人|收件人|收货人|持卡人|开户人|车主姓名|实名(?:反映|举报|投诉)|乙方是我|甲方是我";
/** Cues after which a name often follows, and often something else. */
const LIKELY =
  "我是|本人|举报|控告|状告|老人|老板|低保户|五保户|贫困户|脱贫户|同村的|受害人|受害者|死者|伤者|患者|病人|嫌疑人|证人|代理人|监护人|当事人|被告|原告|房东|租客|租户|房客|邻居|包工头|工头|村民|居民|业主|车主|司机|学生|同学|同事|朋友|工友|老乡|" +
  "(?:我|他|她|俺)?(?:的)?(?:老婆|老公|妻子|丈夫|爱人|堂客|媳妇|儿媳|女婿|父亲|母亲|爸爸|妈妈|爷爷|奶奶|外公|外婆|公公|婆婆|岳父|岳母|(?<!妇)女儿|儿子|孙子|孙女|外孙|哥哥|弟弟|姐姐|妹妹|叔叔|伯伯|舅舅|姑姑|侄子|侄女|孩子|小孩|崽)|老(?:爸|妈|爹|娘|弟|妹)|我(?:爹|娘|爸|妈|哥|弟|姐|妹|崽|女|爷|伯|叔|舅)";
const JOIN = "(?:是我|是|叫做?|为|名叫)?[\\s：:（(]{0,3}";
const CUE = new RegExp(`(?:(${TOLD})|${LIKELY})${JOIN}`, "g");
/** A letter's closing, with the name as the last words. */
const CLOSING =
  /(?:敬礼|此致|谢谢|感谢)[！!。，,\s]{0,4}(?:村民|居民|业主|市民)?[：:\s]{0,2}([\u4e00-\u9fff]{2,4})\s{0,3}(?:\d{4}年.{0,12})?$/;

/** What follows a name and tells that it is one: a form of address, sex, a document, a telephone number. */
const TELLING =
  /女士|先生|[，,(\s]\s?(?:男|女)[，,。；;)\s]|[，,：:(\s]{0,2}(?:身份证|手机|电话|联系电话|\+86|1[3-9][0-9][0-9 -]{3}|[0-9]{15})/g;
/** The name before it, with nothing but a verb or no word at all in front. */
const BEFORE_TELLING = /(?:^|[^\u4e00-\u9fff]|找|联系|是|叫|给)([\u4e00-\u9fff]{2,4})$/;

/** Names of private persons after a cue. Officials in office, bare surnames and what is masked already are none. */
export const name: Detector = ({ folded }) => {
  const found: Redaction[] = [];
  for (const cue of folded.matchAll(CUE)) {
    const start = cue.index + cue[0].length;
    const strength = cue[1] !== undefined || /(?:叫|[：:])\s*$/.test(cue[0]) ? "told" : "likely";
    const length = nameLengthAt(folded, start, strength);
    if (length === null) continue;
    found.push({ type: "name", start, end: start + length });
    for (const span of nameListEnd(folded, start + length)) found.push({ type: "name", ...span });
  }
  for (const { index: end } of folded.matchAll(TELLING)) {
    const told = BEFORE_TELLING.exec(before(folded, end, 6))?.[1];
    if (told !== undefined && isTellingName(folded, end - told.length, end)) {
      found.push({ type: "name", start: end - told.length, end });
    }
  }
  const closing = CLOSING.exec(folded.slice(-60));
  if (closing?.[1] !== undefined) {
    const start = Math.max(0, folded.length - 60) + closing.index + closing[0].indexOf(closing[1]);
    if (nameLengthAt(folded, start, "likely") === closing[1].length)
      found.push({ type: "name", start, end: start + closing[1].length });
  }
  return found;
};
