import { isLabelledRecord, isLetter } from "../context.ts";
import { windows } from "../digit-runs.ts";
import type { Redaction } from "../redaction.ts";
import type { Detector } from "../scan.ts";

/** Issuer prefixes of UnionPay cards, and of the older domestic debit cards that are still used. */
const DOMESTIC = /^(?:6[0-9]|9558|35)/;
/** Other prefixes (international credit cards, passbooks) are only believed where the line speaks of an account. */
const ACCOUNT_WORDS = /卡|账号|帐号|账户|帐户|银行|信用社|农商行|存折|折子|户名|开户/;
const ACCOUNT_REACH = 40;

/**
 * Luhn's check over all digits, the check digit included (ISO/IEC 7812).
 * @param digits ASCII digits
 */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Bank card and account numbers of 16 to 19 digits with a right check digit. */
export const bankCard: Detector = ({ folded, runs }) => {
  const found: Redaction[] = [];
  for (const run of runs) {
    if (run.digits.length < 16) continue;
    for (const [first, last] of windows(run, 16, 19)) {
      const digits = run.digits.slice(first, last + 1);
      const start = run.at[first] as number;
      const end = run.end[last] as number;
      if (!/^[3-69]/.test(digits) || !passesLuhn(digits) || /^(\d)\1+$/.test(digits)) continue;
      if (isLetter(folded, start - 1) || isLetter(folded, end) || isLabelledRecord(folded, start)) continue;
      const near = folded.slice(Math.max(0, start - ACCOUNT_REACH), end + ACCOUNT_REACH);
      if (DOMESTIC.test(digits) || ACCOUNT_WORDS.test(near)) found.push({ type: "bank-card", start, end });
    }
  }
  return found;
};
