import type { ConnectorName } from "../src/record/vocabulary.ts";
import type { Random } from "./random.ts";

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * Ids of posts as each platform writes them: growing numbers on boards, 16 digits on Weibo (past 2^53 when doubled, so
 * never a number), `@` and base64 on Douyin, 32 hexadecimal digits on a county site.
 * @returns a function from a post's running number (0 is the oldest) to its id
 */
export function postIds(platform: ConnectorName, random: Random): (index: number) => string {
  switch (platform) {
    case "provincial-board":
      return (index) => String(26_100_000 + index * 7 + random.int(0, 6));
    case "rednet":
      return (index) => String(4_712_000 + index * 3 + random.int(0, 2));
    case "weibo":
      return (index) => `5${String(200_000_000_000_000 + index * 1_000_003 + random.int(0, 999_999))}`;
    case "douyin":
      return (index) => `@${random.text(40, BASE64)}${index.toString(36).padStart(4, "A")}==`;
    case "county-site":
      return (index) => random.text(26, "0123456789abcdef") + index.toString(16).padStart(6, "0");
  }
}

/** Ids of authors as each platform writes them. */
export function authorId(platform: ConnectorName, random: Random): string {
  if (platform === "douyin") return `_000${random.text(32, `${BASE64.slice(0, 62)}-_`)}`;
  return platform === "weibo"
    ? String(random.int(1_000_000_000, 7_900_000_000))
    : String(random.int(1_000_000, 9_900_000));
}

/** Ids of official replies. */
export function replyId(random: Random): string {
  return String(random.int(90_000, 9_999_999));
}
