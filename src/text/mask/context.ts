/** What the words beside a number say about it. All look-arounds read a bounded piece of text. */

/** How far before a number its label may stand. */
const LABEL_REACH = 14;

const RECORD_LABEL =
  /(?:单号|编号|订单|工单|运单|单据号?|流水号?|案号|合同号?|发票号码?|发票代码|(?<![账帐开])户号|表号|电表|水表|学号|考号|准考证号?|条码|文号|批号|货号|代码|许可证号?|车架号|发动机号|(?<![手座])机号|序列号|登记号|回执号?|受理号|投诉号|信件号?|产权证号?|总投资|金额|共计|合计|第)(?:号码|号)?[是为叫：:#\s]{0,3}[A-Za-z]{0,4}[-_]?$/;
const AMOUNT_AFTER = /^\s?(?:元|圆|块钱|块|万|亿|千瓦|斤|吨|公斤|公里|千米|米|亩|平方|平米|㎡|立方|度电|kg|km|m²)/i;

/**
 * Whether the words before a number call it a record's number (order, case, meter, contract …) or a sum.
 * @param folded a folded text
 * @param start where the number begins
 */
export function isLabelledRecord(folded: string, start: number): boolean {
  return RECORD_LABEL.test(folded.slice(Math.max(0, start - LABEL_REACH), start));
}

/**
 * Whether a unit of money or measure follows.
 * @param folded a folded text
 * @param end where the number ends
 */
export function isAmount(folded: string, end: number): boolean {
  return AMOUNT_AFTER.test(folded.slice(end, end + 4));
}

/**
 * Whether the unit at an offset is an ASCII letter.
 * @param folded a folded text
 * @param index may lie outside the text
 */
export function isLetter(folded: string, index: number): boolean {
  return /^[A-Za-z]$/.test(folded.charAt(index));
}

/**
 * The last `reach` units before an offset.
 * @param folded a folded text
 * @param start an offset
 * @param reach how many units
 */
export function before(folded: string, start: number, reach: number): string {
  return folded.slice(Math.max(0, start - reach), start);
}
