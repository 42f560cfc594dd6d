import type { SourceView } from "../api/ports.ts";
import { table } from "./table.ts";

/** Sources as `status` and `sources list` show them. */
export function sourceTable(sources: readonly SourceView[]): string {
  if (sources.length === 0) return "no sources are configured\n";
  const rows = sources.map((source) => [
    source.name,
    source.connector,
    source.state,
    source.every,
    source.lastPollAt,
    source.lastPostAt,
    source.posts,
    source.budget === null ? null : `${source.budget.left} of ${source.budget.amount}/${source.budget.period}`,
    source.reason,
  ]);
  return table(
    ["source", "connector", "state", "every", "last poll", "last post", "posts", "budget left", "reason"],
    rows,
  );
}
