import type { ConnectorContext } from "../../src/connector/connector.ts";
import { Degraded, Misconfigured, type Payload, Retry, Throttled } from "../../src/connector/errors.ts";
import { exactIntegers } from "../../src/connector/exact-integers.ts";
import { parseJson } from "../../src/connector/parsed.ts";
import { payloadOf } from "../../src/connector/payload.ts";
import { Field, lenient } from "../../src/connector/read.ts";
import { type Action, actionFor } from "./error-table.ts";

import { errorOf } from "./parse.ts";
import { apiBase, remindBase, type WeiboSettings } from "./settings.ts";

export type WeiboContext = ConnectorContext<WeiboSettings>;

/** One question to the platform. */
export interface Question {
  readonly kind: string;
  /** Below `/2/`, such as `comments/timeline`. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  /** The own account, kept beside the payload so that it can be read again alone. */
  readonly uid?: string;
  readonly free?: boolean;
  readonly detail?: boolean;
}

/** A single item is gone, or a single interface refuses: the poll goes on without it. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly action: Action;
  /** What the poll ends with when everything else is done. */
  readonly consequence: Error;
  constructor(action: Action, consequence: Error) {
    super(consequence.message);
    this.action = action;
    this.consequence = consequence;
  }
}

/** Error bodies come with these statuses as well as with 200. */
const ERROR_STATUSES = [400, 401, 403, 404, 405];
const QUARTER_HOUR = 900_000;
const HOUR = 3_600_000;

/**
 * Asks the interface with the token in a header, so that it stands in no address and no log.
 * @throws by consequence; `Refused` where only this item or interface is concerned
 */
export async function ask(context: WeiboContext, question: Question): Promise<Payload> {
  const base = question.path.startsWith("remind/") ? remindBase(context.settings) : apiBase(context.settings);
  const url = `${base}/2/${question.path}.json?${new URLSearchParams(question.params)}`;
  const response = await context.http.request(url, {
    headers: { authorization: `OAuth2 ${context.settings.accessToken}` },
    accept: ERROR_STATUSES,
    ...(question.free ? { free: true } : {}),
    ...(question.detail ? { detail: true } : {}),
  });
  const uid: Record<string, string> = question.uid === undefined ? {} : { uid: question.uid };
  const payload = payloadOf(question.kind, response, { list: question.path, ...question.params, ...uid });
  await refuseErrors(context, payload, response.status);
  return payload;
}

/** What stands in an answer that is no list of posts. */
export function rootOf(payload: Payload): Field {
  let root = new Field(undefined);
  const { problem } = parseJson(exactIntegers(payload), (field) => {
    root = field;
    return { posts: [], dropped: [], problem: null };
  });
  if (problem !== null) throw new Degraded(problem.reason, problem.message, payload);
  return root;
}

/** Turns an error body into its consequence; anything else passes. */
export async function refuseErrors(context: WeiboContext, payload: Payload, status: number): Promise<void> {
  const fault = errorOf(rootOf(payload));
  if (fault === null) {
    if (status < 300) return;
    throw new Degraded("http-status", `status ${status} without an error that is known`, payload);
  }
  const action = actionFor(fault.code, fault.text);
  const said = `Weibo answers ${fault.code} (${fault.text}) to ${new URL(payload.url).pathname}`;
  const now = context.now().getTime();
  switch (action) {
    case "retry":
      throw new Retry(said);
    case "pause":
      throw new Throttled(new Date(now + QUARTER_HOUR), said);
    case "address-limit":
      throw new Throttled(new Date(Math.floor(now / HOUR + 1) * HOUR), said);
    case "account-limit":
      throw new Throttled(await resetTime(context, payload), said);
    case "interface-limit":
      throw new Refused(action, new Throttled(await resetTime(context, payload), said));
    case "interface-refused":
      throw new Refused(action, new Degraded("interface-refused", `${said}: apply for this interface`, payload));
    case "item-gone":
      throw new Refused(action, new Degraded("item-gone", said, payload));
    case "authorise":
      throw new Degraded("authorise-again", `${said}: authorise the app again and set accessToken`, payload);
    case "configuration":
      throw new Misconfigured("accessToken", said);
    case "look":
      throw new Degraded("platform-error", said, payload);
  }
}

/** What is left of the account's requests; the platform documents that asking costs nothing. */
export async function limits(
  context: WeiboContext,
): Promise<{ left: number | null; of: number | null; resetIn: number | null }> {
  const path = "account/rate_limit_status";
  const root = rootOf(await ask(context, { kind: "limits", path, params: {}, free: true }));
  const number = (key: string) => lenient(() => root.at(key).numberOrNull());
  const reset = number("reset_time_in_seconds");
  // Seconds that are left in version 2, an epoch in version 1 (platform sheet §2).
  const resetIn = reset !== null && reset > 1e6 ? reset - context.now().getTime() / 1000 : reset;
  return { left: number("remaining_user_hits"), of: number("user_limit"), resetIn };
}

/** When the account may ask again: as the platform says, else five past midnight in Beijing. */
async function resetTime(context: WeiboContext, refused: Payload): Promise<Date> {
  const now = context.now().getTime();
  const known = refused.kind === "limits" ? null : await limits(context).catch(() => null);
  if (known?.resetIn != null && known.resetIn > 0) return new Date(now + Math.ceil(known.resetIn) * 1000);
  const beijing = now + 8 * HOUR;
  return new Date((Math.floor(beijing / (24 * HOUR)) + 1) * 24 * HOUR - 8 * HOUR + 300_000);
}
