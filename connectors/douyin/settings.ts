import { z } from "zod";
import { Duration } from "../../src/connector/duration.ts";

/** What an operator sets. Durations are written such as `24h`. */
export const DouyinSettings = z.strictObject({
  baseUrl: z
    .url()
    .prefault("https://open.douyin.com")
    .describe("address of the open platform, such as https://open.douyin.com"),
  clientKey: z.string().min(1).describe("client_key of the county's app, such as awexample0001"),
  clientSecret: z
    .string()
    .min(1)
    .describe("the app's secret: signs what the platform pushes; best from the environment"),
  openId: z.string().min(1).describe("open_id of the county's account in this app, as the authorisation answered it"),
  refreshToken: z
    .string()
    .min(1)
    .describe("refresh token of the last authorisation (rft.…); it only begins the stored state, renewed ones follow"),
  family: z
    .enum(["web", "miniapp"])
    .default("web")
    .describe("which interface family the app was granted: web (item.comment) or miniapp (ma.item.comment)"),
  device: z
    .record(z.string(), z.string())
    .default({})
    .describe("device parameters for the reply list, only if the platform asks for them, such as { device_type: … }"),
  sweepEvery: Duration.prefault("6h").describe("time between looks at all own videos, not only the newest twenty"),
  walkEvery: Duration.prefault("24h").describe("time between complete readings of a video's comments and replies"),
  confirmWithdrawalAfter: Duration.prefault("24h").describe(
    "a comment is withdrawn when two complete readings, this far apart, miss it",
  ),
});
export type DouyinSettings = z.output<typeof DouyinSettings>;

/** Paths of the two families (platform sheet §1); the trailing slash belongs to them. */
export const PATHS = {
  web: {
    videos: "/api/douyin/v1/video/video_list/",
    comments: "/item/comment/list/",
    replies: "/item/comment/reply/list/",
  },
  miniapp: {
    videos: "/api/douyin/v1/video/video_list/",
    comments: "/api/apps/v1/item/list_comment/",
    replies: "/api/apps/v1/item/list_comment_reply/",
  },
} as const;
