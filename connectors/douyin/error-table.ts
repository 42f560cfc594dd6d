/** What to do for each error of the platform (platform sheet §6). Old and new numbers both occur. */
export type Action =
  /** Try again soon. */
  | "retry"
  /** Refresh the access token once and ask again. */
  | "refresh"
  /** A person must authorise again. */
  | "authorise"
  /** The configuration names a wrong app, secret, family or parameter. */
  | "configuration"
  /** A parameter is bad: the encoding of ids, the page size, missing device parameters. */
  | "parameter"
  /** The app or the account lacks the right: an operator applies for it. */
  | "right"
  /** All five renewals are used up. */
  | "renewals-used"
  /** The day's quota is used up. */
  | "quota"
  /** Asked too often. */
  | "slow-down"
  /** The platform judges the access risky. */
  | "risk"
  /** An operator must look. */
  | "look";

const ACTIONS: Readonly<Record<Exclude<Action, "look">, readonly number[]>> = {
  retry: [28001005, 28001006, 2100004],
  refresh: [28001008, 2190008, 10008, 28001003, 2190002],
  authorise: [10010],
  configuration: [10003, 10007, 10013, 29002002, 28001015, 28001017],
  parameter: [28001007, 2100005, 10002, 10005],
  right: [
    10004, 28001012, 2190003, 28001014, 28001018, 2190004, 2100007, 28001016, 28001019, 28001056, 28001020, 28001021,
    28001045, 28001046, 28001047, 2100009,
  ],
  "renewals-used": [10020],
  quota: [28003017, 2190001],
  "slow-down": [28003018],
  risk: [28001052],
};

/** The action for an error; every number that the table does not have is an operator's to see. */
export function actionFor(code: number): Action {
  const found = Object.entries(ACTIONS).find(([, codes]) => codes.includes(code));
  return (found?.[0] as Action | undefined) ?? "look";
}
