import { z } from "zod";
import { Duration } from "../../src/connector/duration.ts";

/** What an operator sets. Durations are written such as `60m`; the defaults keep 100 requests a day (platform sheet §6). */
export const WeiboSettings = z.strictObject({
  baseUrl: z.url().prefault("https://api.weibo.com").describe("address of the open API, such as https://api.weibo.com"),
  accessToken: z.string().min(1).describe("OAuth2 token of the county's own account, best from the environment"),
  uid: z
    .string()
    .regex(/^\d+$/, 'expected the account\'s number in quotes, such as "7999999999"')
    .optional()
    .describe("the account's own number; read from the token when it is left out"),
  collect: z
    .array(z.enum(["mentions", "comments"]))
    .min(1)
    .prefault(["mentions", "comments"])
    .describe("mentions: posts and comments that @ the account; comments: received by the account"),
  remindBaseUrl: z
    .url()
    .optional()
    .describe("host of the unread counters; https://rm.api.weibo.com, or baseUrl's host when that is another"),
  overlap: Duration.prefault("60m").describe("how far back each reading reaches below the newest id, such as 60m"),
  sweepEvery: Duration.prefault("2h").describe(
    "a list is read at the latest after this time, whatever the counters say",
  ),
  blindSweepEvery: Duration.prefault("44m").describe("the same while the unread counters do not answer"),
  wideOverlap: Duration.prefault("48h").describe("how far back the wide reading reaches, for late approvals and edits"),
  wideEvery: Duration.prefault("24h").describe("time between wide readings and checks for withdrawn items"),
  watchFor: Duration.prefault("30d").describe("how long an item is watched for answers and withdrawal"),
});
export type WeiboSettings = z.output<typeof WeiboSettings>;

/** The API's address without a slash at the end. */
export function apiBase(settings: WeiboSettings): string {
  return settings.baseUrl.replace(/\/+$/, "");
}

/** The host of the unread counters: its own on the real platform (platform sheet §1). */
export function remindBase(settings: WeiboSettings): string {
  if (settings.remindBaseUrl !== undefined) return settings.remindBaseUrl.replace(/\/+$/, "");
  return new URL(settings.baseUrl).host === "api.weibo.com" ? "https://rm.api.weibo.com" : apiBase(settings);
}
