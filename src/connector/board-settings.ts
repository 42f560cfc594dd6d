import type { BoardPolicy } from "./board.ts";
import { Duration } from "./duration.ts";

/** Settings that every board takes for its rhythm; the defaults are the platform sheets'. */
export const boardSettings = {
  walkEvery: Duration.default(3_600_000).describe(
    "how often the whole window is read again; between, only what is new on the first pages. Example: 1h",
  ),
  revisitAfter: Duration.default(86_400_000).describe("how often an open post is read again for edits. Example: 24h"),
  confirmWithdrawalAfter: Duration.default(86_400_000).describe(
    "time between the two looks that make a vanished post a withdrawn one. Example: 24h",
  ),
};

/** The kit's policy from these settings. */
export function boardPolicy(
  settings: { walkEvery: number; revisitAfter: number; confirmWithdrawalAfter: number },
  windowDays: number,
): BoardPolicy {
  const { walkEvery, revisitAfter, confirmWithdrawalAfter } = settings;
  return { window: windowDays * 86_400_000, walkEvery, revisitAfter, confirmAfter: confirmWithdrawalAfter };
}
