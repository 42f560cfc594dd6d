import type { Field } from "../../src/connector/read.ts";
import { userIdOf } from "./fields.ts";

/**
 * Finds the county's own account in a saved page of received and sent comments, where nobody told it: each such
 * comment is by the account, under its post, or answers it, so it takes part in all of them. Where several accounts do,
 * a verified one counts; where that does not decide, nobody does, since dropping a citizen's words is the worse mistake.
 */
export function inferOwnAccount(comments: readonly Field[]): string | null {
  if (comments.length < 2) return null;
  const parts = comments.map((comment) => [comment, comment.at("status"), comment.at("reply_comment")]);
  const idsOf = (items: readonly Field[]) => items.map(userIdOf).filter((id) => id !== null);
  const common = idsOf(parts[0] as Field[]).filter((id) => parts.every((items) => idsOf(items).includes(id)));
  const candidates = [...new Set(common)];
  if (candidates.length === 1) return candidates[0] ?? null;
  const verified = new Set(
    idsOf(parts.flat().filter((item) => item.at("user").at("verified").value === true)).filter((id) =>
      candidates.includes(id),
    ),
  );
  return verified.size === 1 ? ([...verified][0] ?? null) : null;
}
