import type { RedactionType } from "../../record/vocabulary.ts";

/** What stands in a masked text in the place of each kind of personal data. */
export const TOKENS: Readonly<Record<RedactionType, string>> = {
  phone: "〔电话〕",
  landline: "〔座机〕",
  "resident-id": "〔身份证号〕",
  "bank-card": "〔银行卡号〕",
  plate: "〔车牌〕",
  email: "〔邮箱〕",
  wechat: "〔微信号〕",
  qq: "〔QQ号〕",
  passport: "〔护照号〕",
  address: "〔住址〕",
  name: "〔姓名〕",
};

/** Finds every token in a text. */
export const ANY_TOKEN = new RegExp(Object.values(TOKENS).join("|"), "g");
