import { Degraded, Misconfigured } from "../../src/connector/errors.ts";
import { payloadOf } from "../../src/connector/payload.ts";
import { Field, lenient } from "../../src/connector/read.ts";
import { ask, refuseErrors, rootOf, type WeiboContext } from "./client.ts";
import type { WeiboCursor } from "./cursor.ts";
import { idOf } from "./fields.ts";
import { apiBase } from "./settings.ts";

/** The token's account and its end. */
export type TokenInfo = NonNullable<WeiboCursor["token"]>;

const DAY = 86_400_000;
/** Days before the token's end at which an operator is told (platform sheet §7). */
const WARN_DAYS = 14;

/** Asks whose the token is and how long it lives. The token travels in the form, never in the address. */
export async function askToken(context: WeiboContext): Promise<TokenInfo> {
  const url = `${apiBase(context.settings)}/oauth2/get_token_info`;
  const form = { access_token: context.settings.accessToken };
  const answer = await context.http.request(url, { method: "POST", form, accept: [400, 401, 403, 404] });
  const payload = payloadOf("token", answer);
  await refuseErrors(context, payload, answer.status);
  const root = rootOf(payload);
  const uid = lenient(() => idOf(new Field({ id: root.at("uid").value })));
  // An older revision of the page calls the seconds that are left `expires_in` (platform sheet §7).
  const left = lenient(() => root.first("expire_in", "expires_in").number());
  if (uid === null || left === null) throw new Degraded("missing-field", "uid or expire_in is missing", payload);
  const now = context.now();
  return { uid, askedAt: now.toISOString(), expiresAt: new Date(now.getTime() + left * 1000).toISOString() };
}

/** Whole days until the token ends. */
export function daysLeft(token: TokenInfo, now: Date): number {
  return Math.floor((Date.parse(token.expiresAt) - now.getTime()) / DAY);
}

/**
 * The own account: what the platform said within a day, else asked again.
 * @throws Misconfigured when the token belongs to another account than `uid`
 */
export async function knownToken(context: WeiboContext, cursor: WeiboCursor): Promise<TokenInfo> {
  const now = context.now();
  const fresh = cursor.token !== null && now.getTime() - Date.parse(cursor.token.askedAt) < DAY;
  const token = fresh && cursor.token !== null ? cursor.token : await askToken(context);
  const { uid } = context.settings;
  if (uid !== undefined && uid !== token.uid) {
    throw new Misconfigured("uid", `the token belongs to account ${token.uid}, uid says ${uid}: set one of them right`);
  }
  const days = daysLeft(token, now);
  if (!fresh && days <= WARN_DAYS) context.log.warn({ days }, "the Weibo token ends soon: authorise the app again");
  return token;
}

/** The unread counters, which cost nothing, by list; null where they do not answer. */
export async function unreadCounters(
  context: WeiboContext,
  uid: string,
): Promise<Record<keyof WeiboCursor["lists"], number> | null> {
  try {
    const params = { uid, unread_message: "0" };
    const root = rootOf(await ask(context, { kind: "unread", path: "remind/unread_count", params, free: true }));
    const count = (key: string) => lenient(() => root.at(key).numberOrNull()) ?? 0;
    return { comments: count("cmt"), commentMentions: count("mention_cmt"), mentions: count("mention_status") };
  } catch (error) {
    // Without the counters every list is read at its own interval: later, not less.
    if (error instanceof Degraded && error.reason === "authorise-again") throw error;
    context.log.info({ error: error instanceof Error ? error.message : String(error) }, "no unread counters");
    return null;
  }
}
