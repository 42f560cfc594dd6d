import { before, isAmount } from "../context.ts";
import type { Redaction } from "../redaction.ts";
import type { Detector } from "../scan.ts";

/** QQ's name as written and its nicknames, then what may stand between it and the number. */
const LABEL =
  /(?:(?<![A-Za-z])q\s?q|[扣抠]\s?[qQ]|扣扣|叩叩|蔻蔻|抠抠|(?:找我|加我?|我的?|联系)\s?q(?=\s?$)|秋秋|球球|企鹅|(?<![A-Za-z])q(?=\s?(?:号|我|是|为|[：:])))(?:\s?(?:号码|号|账号|帐号|我|加|联系))?\s?(?:是|为|[：:\-=])?[\s：:]{0,2}$/i;
const LABEL_REACH = 14;

/** QQ numbers of 5 to 11 digits after a word for QQ; groups' numbers are no person's. */
export const qq: Detector = ({ folded, runs }) => {
  const found: Redaction[] = [];
  for (const run of runs) {
    const start = run.at[0] as number;
    const count = run.digits.length;
    if (count > 11 || run.digits[0] === "0" || !LABEL.test(before(folded, start, LABEL_REACH))) continue;
    const end = run.end[count - 1] as number;
    if (!isAmount(folded, end)) found.push({ type: "qq", start, end });
  }
  return found;
};
