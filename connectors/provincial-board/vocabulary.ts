import type { StatusWords } from "../../src/connector/status.ts";

/** `stateInfo` words (platform sheet §5); 已交办, 处理中, 受理, 办结 and their like are guesses from sister boards. */
export const statusWords: StatusWords = {
  待回复: "awaiting",
  办理中: "in_progress",
  处理中: "in_progress",
  已交办: "in_progress",
  受理: "accepted",
  已受理: "accepted",
  已办理: "replied",
  已回复: "replied",
  已解决: "closed",
  办结: "closed",
  已办结: "closed",
};

/** States that are never public: a row that shows one is not read (platform sheet §5). */
export const notPublic: ReadonlySet<string> = new Set(["审核中", "未审核", "未通过"]);
