import type { Redaction } from "../redaction.ts";
import type { Detector } from "../scan.ts";

/** WeChat's name as written, and the disguises used where platforms delete it. */
const NAME =
  "[微薇威徽维卫葳溦巍围嶶薇v]\\s?[信芯星心讯xX❤♥️]{1,2}(?:in)?|微(?=\\s?[：:我])|wei\\s?(?:xin|信)|we\\s?chat|[vw]\\s?[x❤♥]\\ufe0f?|绿泡泡|绿色(?:软件|聊天)|小绿书?号";
/** A bare V needs a word or sign that makes it an account. */
const BARE =
  "(?:加|[+➕]|我的?|他的?|她的?)\\s?[v微薇威](?!x|[a-z]{0,5}[\\u4e00-\\u9fff])|(?<![a-z0-9])v(?=\\s?[：:❤♥号]|(?!ivo|ip)[a-z]{3,16}[_-]?[0-9]{2})|(?<![\\u4e00-\\u9fff])[薇微威徽葳溦](?=\\s?[：:])";
const JOIN =
  "(?:\\s?(?:号码|号|hao|账号|帐号|id|同号|加|联系|我))?[\\s：:\\u20e3❤♥\\u200b]{0,4}(?:就?是|为|is|[-=→]+>?)?[\\s：:(“\"']{0,3}";
const CUE = new RegExp(`(?:${NAME}|${BARE})${JOIN}`, "gi");
/** Accounts begin with a letter (6 to 20 characters, platform rule) or are QQ numbers taken over. */
const ACCOUNT = /^(?:[A-Za-z][A-Za-z0-9_-]{5,30}|[1-9][0-9]{5,9})(?![A-Za-z0-9_@.]|[-])/;
/** Latin words that follow the name without being an account. */
const NO_ACCOUNT = /^(?:android|iphone|windows|wechat|weixin|official|iphone\d*|https?|screenshot)$/i;
const AMOUNT = /^\s?(?:元|块|万|亿|人|个|次|年|米|斤|分)/;

/** WeChat accounts after the platform's name, however it is disguised; the label stays readable. */
export const wechat: Detector = ({ folded }) => {
  const found: Redaction[] = [];
  for (const cue of folded.matchAll(CUE)) {
    const start = cue.index + cue[0].length;
    if (/[A-Za-z0-9]/.test(folded.charAt(cue.index - 1)) && /^[A-Za-z]/.test(cue[0])) continue;
    const account = ACCOUNT.exec(folded.slice(start, start + 34))?.[0];
    if (account === undefined || NO_ACCOUNT.test(account)) continue;
    if (/^\d/.test(account) && AMOUNT.test(folded.slice(start + account.length, start + account.length + 3))) continue;
    found.push({ type: "wechat", start, end: start + account.length });
  }
  return found;
};
