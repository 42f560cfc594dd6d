/**
 * What to do for each error of the platform (platform sheet §8). The table has two generations, in which some numbers
 * mean different things: a rule with words decides first, then the number alone.
 */
export type Action =
  /** Try again soon. */
  | "retry"
  /** Leave the platform alone for a quarter of an hour. */
  | "pause"
  /** The address's hour is used up: until the hour turns. */
  | "address-limit"
  /** The account's requests are used up: until the reset. */
  | "account-limit"
  /** This interface's requests are used up: the others go on. */
  | "interface-limit"
  /** The app lacks this interface: the others go on. */
  | "interface-refused"
  /** A person must authorise again. */
  | "authorise"
  /** The configuration is wrong. */
  | "configuration"
  /** The item is gone or hidden. */
  | "item-gone"
  /** An operator must look. */
  | "look";

interface Rule {
  readonly codes: readonly number[];
  /** Only where the English text matches. */
  readonly words?: RegExp;
  readonly action: Action;
}

const RULES: readonly Rule[] = [
  { codes: [10004, 10022], words: /out of rate limit/i, action: "address-limit" },
  { codes: [10022], words: /password|username/i, action: "authorise" },
  { codes: [10023], words: /too many/i, action: "pause" },
  { codes: [10024], words: /expired/i, action: "retry" },
  { codes: [10001, 10003, 10010, 10011, 21331], action: "retry" },
  { codes: [10002, 10009], action: "pause" },
  { codes: [10005, 10014, 21337], action: "interface-refused" },
  { codes: [10006, 21301, 21314, 21315, 21316, 21317, 21318, 21319, 21327, 21332], action: "authorise" },
  { codes: [10022], action: "address-limit" },
  { codes: [10023], action: "account-limit" },
  { codes: [10024], action: "interface-limit" },
  { codes: [20003, 20101, 20112, 20201], action: "item-gone" },
  { codes: [21322, 21323, 21324, 21325, 21326, 21328, 21329, 21330], action: "configuration" },
];

/** The action for an error; every number that the table does not have is an operator's to see. */
export function actionFor(code: number, text: string): Action {
  return RULES.find((rule) => rule.codes.includes(code) && (rule.words?.test(text) ?? true))?.action ?? "look";
}
