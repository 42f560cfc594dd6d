import type { Parse } from "../../src/connector/connector.ts";
import { collectPosts, parseJson, problem } from "../../src/connector/parsed.ts";
import type { Field } from "../../src/connector/read.ts";
import { parsePlatformTime } from "../../src/connector/times.ts";
import { common, stateOf } from "./row.ts";
import type { Settings } from "./settings.ts";

/**
 * A list of messages: `{ status, data: { rows } }`. Rows have no text: the detail is the message. Notices and rows of
 * other counties are left out, because the interface ignores filters now and then (platform sheet §8.2).
 */
export const parseList: Parse<Settings> = (payload, context) =>
  parseJson(payload, (root) => {
    if (root.at("status").shown() !== "1") {
      return problem(
        "refused",
        `the interface refuses the list: ${root.at("message").stringOrNull() ?? "no reason given"}`,
      );
    }
    const area = payload.request.area_id;
    const rows = root.at("data").at("rows").list();
    const ours = rows.filter((row) => !isNotice(row));
    const local = ours.filter(
      (row) => area === undefined || !row.at("area_id").present || row.at("area_id").shown() === area,
    );
    if (ours.length > 0 && local.length === 0) {
      return problem(
        "foreign-area",
        `no row carries area_id ${area}: the interface ignores the filter, or areaId is another`,
      );
    }
    return collectPosts(
      local,
      (row) => {
        const repliedAt = parsePlatformTime(row.at("reply_time").stringOrNull() ?? "", payload.collectedAt)?.at ?? null;
        return {
          ...common(row, payload, context),
          official: { ...stateOf(row), replies: [] },
          extensions: { clicks: row.at("click_num").numberOrNull(), column: context.settings.column, repliedAt },
        };
      },
      (row) => row.at("id").value,
    );
  });

/** An editor's notice: it belongs to no county, and its old date must not end the paging (platform sheet §8.4). */
function isNotice(row: Field): boolean {
  const area = row.at("area_id").value;
  return row.at("type_name").value === "公告" || (row.at("is_top").shown() === "1" && (area === "0" || area === 0));
}
