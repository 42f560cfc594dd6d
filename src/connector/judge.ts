import { patience } from "./back-off.ts";
import { Degraded, Retry, Throttled } from "./errors.ts";
import type { HttpResponse } from "./http.ts";
import { pageSign } from "./page-sign.ts";
import { logUrl, payloadOf } from "./payload.ts";

/** Statuses of script challenges: 412 瑞数, 521 加速乐 (county-site sheet §6). */
const CHALLENGES = new Set([412, 521]);
/** A refusal may pass; after this many in a row an operator is told (platform sheets, section 7). */
const PATIENT_REFUSALS = 3;
/** Challenge pages are short; longer pages are not searched for their signs. */
const CHALLENGE_BYTES = 65_536;

/** What an answer means by its consequence: an error to raise, or null for an answer that the connector reads. */
export function judge(response: HttpResponse, accept: readonly number[], refusals: number): Error | null {
  const { status } = response;
  const where = logUrl(response.url);
  const degraded = (reason: string, message: string) => new Degraded(reason, message, payloadOf("page", response));
  if (accept.includes(status) || response.notModified) return null;
  if (CHALLENGES.has(status) || challenged(response)) {
    return degraded("js-challenge", `${where} answered ${status} with a script challenge: ask the platform for access`);
  }
  if (status >= 200 && status < 300) return null;
  if (status === 429 || status === 503) {
    const until = patience(response.headers["retry-after"], refusals + 1, response.receivedAt);
    return new Throttled(until, `${where} answered ${status}: nothing is asked before ${until.toISOString()}`);
  }
  if (status === 403) {
    if (refusals + 1 >= PATIENT_REFUSALS)
      return degraded("refused", `${where} answered 403 ${refusals + 1} times in a row`);
    return new Throttled(
      patience(response.headers["retry-after"], refusals + 1, response.receivedAt),
      `${where} answered 403`,
    );
  }
  if (status >= 500) return new Retry(`${where} answered ${status}`);
  return degraded("http-status", `${where} answered ${status}`);
}

function challenged(response: HttpResponse): boolean {
  if (response.body.length > CHALLENGE_BYTES || !/html|javascript|^$/i.test(response.contentType)) return false;
  return pageSign(Buffer.from(response.body).toString("latin1"))?.reason === "js-challenge";
}
