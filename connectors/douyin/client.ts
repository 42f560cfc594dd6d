import type { ConnectorContext } from "../../src/connector/connector.ts";
import { Degraded, Misconfigured, type Payload, Retry, Throttled } from "../../src/connector/errors.ts";
import { payloadOf } from "../../src/connector/payload.ts";
import { answerIn, type Fault } from "./answer.ts";
import { actionFor } from "./error-table.ts";
import { type DouyinSettings, PATHS } from "./settings.ts";
import { accessToken, newAccessToken } from "./tokens.ts";

export type DouyinContext = ConnectorContext<DouyinSettings>;

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** The safe page size of every list (platform sheet §1). */
const COUNT = "20";

/** One error that the table does not have: while a single video is read it may be that video's alone. */
export class Unexplained extends Degraded {}

/**
 * Asks one of the lists with the token in a header. An expired token is renewed once and the question repeated.
 * @param about what the answer does not repeat and its parse function needs, such as the video's title
 * @throws by consequence
 */
export async function ask(
  context: DouyinContext,
  kind: keyof (typeof PATHS)["web"],
  params: Readonly<Record<string, string>>,
  about: Readonly<Record<string, string>> = {},
): Promise<Payload> {
  const token = await accessToken(context);
  const first = await send(context, kind, params, about, token);
  if (first.fault === null) return first.payload;
  if (actionFor(first.fault.code) !== "refresh") throw consequence(context, first.fault, first.payload);
  const second = await send(context, kind, params, about, await newAccessToken(context, token));
  if (second.fault === null) return second.payload;
  throw consequence(context, second.fault, second.payload);
}

async function send(
  context: DouyinContext,
  kind: keyof (typeof PATHS)["web"],
  params: Readonly<Record<string, string>>,
  about: Readonly<Record<string, string>>,
  token: string,
): Promise<{ payload: Payload; fault: Fault | null }> {
  const { settings } = context;
  const device = kind === "replies" ? settings.device : {};
  const asked = { open_id: settings.openId, count: COUNT, ...params };
  // encodeURIComponent writes `+ / =` of encrypted ids as %2B %2F %3D, each once; a bare `+` would arrive as a blank.
  const query = Object.entries({ ...asked, ...device }).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  const url = `${base(settings)}${PATHS[settings.family][kind]}?${query.join("&")}`;
  const response = await context.http.request(url, {
    headers: { "access-token": token, "content-type": "application/json" },
    accept: [400, 401],
  });
  const payload = payloadOf(kind, response, { ...asked, ...about });
  const { fault } = answerIn(payload);
  if (fault === null && response.status >= 300) {
    throw new Degraded("http-status", `status ${response.status} without an error that is known`, payload);
  }
  return { payload, fault };
}

/** The platform's address without a slash at the end. */
export function base(settings: DouyinSettings): string {
  return settings.baseUrl.replace(/\/+$/, "");
}

/** What a fault means for the source. */
export function consequence(context: DouyinContext, fault: Fault, payload: Payload): Error {
  const log = fault.logId === null ? "" : `, log id ${fault.logId}`;
  const said = `Douyin answers ${fault.code} (${fault.text}${log}) to ${new URL(payload.url).pathname}`;
  const now = context.now().getTime();
  switch (actionFor(fault.code)) {
    case "retry":
      return new Retry(said);
    case "refresh":
    case "authorise":
      return new Degraded("authorise-again", `${said}: authorise again and set refreshToken`, payload);
    case "renewals-used":
      return new Degraded("authorise-again", `${said}: all renewals are used, authorise again`, payload);
    case "configuration":
      return new Misconfigured(misconfigured(fault.code), said);
    case "parameter":
      return new Degraded("bad-request", `${said}: if it names device parameters, set device`, payload);
    case "right":
      return new Degraded("no-right", `${said}: apply for it in the console, or authorise with the scope`, payload);
    case "quota":
      return new Throttled(nextBeijingDay(now), said);
    case "slow-down":
      return new Throttled(new Date(now + 5 * MINUTE), said);
    case "risk":
      return new Throttled(new Date(now + HOUR), said);
    case "look":
      return new Unexplained("platform-error", said, payload);
  }
}

function misconfigured(code: number): string {
  if (code === 28001017) return "family";
  return code === 28001015 ? "openId" : "clientKey";
}

/** Five past midnight in Beijing: when the day's quota begins again (assumed, platform sheet §6). */
function nextBeijingDay(now: number): Date {
  const day = 24 * HOUR;
  return new Date((Math.floor((now + 8 * HOUR) / day) + 1) * day - 8 * HOUR + 5 * MINUTE);
}
