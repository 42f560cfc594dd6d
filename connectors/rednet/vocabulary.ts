import type { StatusWords } from "../../src/connector/status.ts";

/** `is_reply` as a number in words (platform sheet §2); 3 is a filter and never a row's state. */
export const replyStates: Readonly<Record<string, string>> = { "0": "未办理", "1": "已办理", "2": "办理中" };

/** The words (platform sheet §5); 未办理, 办理中 and 已办理 were seen, the others are guesses. */
export const statusWords: StatusWords = {
  未办理: "awaiting",
  待回复: "awaiting",
  未回复: "awaiting",
  办理中: "in_progress",
  已转办: "in_progress",
  已受理: "accepted",
  已办理: "replied",
  已回复: "replied",
  已办结: "closed",
  已解决: "closed",
};

/** States that are never public (platform sheet §5). */
export const notPublic: ReadonlySet<string> = new Set(["审核中", "未通过", "隐藏"]);

/**
 * Whether an answer is an office's. Lawyers and editors answer too; a name that ends like an office is one (platform
 * sheet §5, a guess).
 */
export function isOffice(name: string): boolean {
  return /(?:局|委|办|办公室|政府|院|所|公司|中心|大队|支队|分局)$/.test(name.trim());
}
