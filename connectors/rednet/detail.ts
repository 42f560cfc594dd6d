import type { Parse } from "../../src/connector/connector.ts";
import { htmlField, htmlToText } from "../../src/connector/html-text.ts";
import { collectPosts, parseJson, problem } from "../../src/connector/parsed.ts";
import type { Field } from "../../src/connector/read.ts";
import { parsePlatformTime } from "../../src/connector/times.ts";
import { common, siteIdOf, stateOf } from "./row.ts";
import type { Settings } from "./settings.ts";
import { isOffice } from "./vocabulary.ts";

/** Words of a message that was taken down; nobody has seen the interface's own (platform sheet §7). */
const REMOVED = /删除|不存在|隐藏|下架|已撤/;

/** One message: `{ status, data: { content, reply: [], comment: [] } }`. A removed one gives the problem `gone`. */
export const parseDetail: Parse<Settings> = (payload, context) =>
  parseJson(payload, (root) => {
    const data = root.at("data");
    if (root.at("status").shown() !== "1") {
      const message = root.at("message").stringOrNull() ?? "no reason given";
      return problem(REMOVED.test(message) ? "gone" : "refused", `the interface answers: ${message}`);
    }
    if (!data.at("id").present) return problem("missing-field", "data is empty although the interface reports success");
    const asked = payload.request.id;
    if (asked !== undefined && data.at("id").id() !== siteIdOf(asked, context.settings)) {
      return problem("hidden-or-removed", `message ${data.at("id").id()} came in answer to ${asked}`);
    }
    const text = htmlField(data.at("content"));
    if (text === "") return problem("hidden-or-removed", "data.content is empty although the message has a title");
    return collectPosts(
      [data],
      (row) => {
        const answers = row.at("reply").listOrEmpty();
        const official = answers.filter((answer) => isOffice(answer.at("name").stringOrNull() ?? ""));
        const replies = official.map((answer) => replyOf(answer, payload.collectedAt));
        return {
          ...common(row, payload, context),
          text,
          attachments: [
            ...links(row.at("images"), "image", context.settings),
            ...links(row.at("video"), "video", context.settings),
          ],
          official: { ...stateOf(row), replies: replies.sort((a, b) => (a.at ?? "").localeCompare(b.at ?? "")) },
          extensions: {
            clicks: row.at("click_num").numberOrNull(),
            column: context.settings.column,
            otherAnswers: answers.length - official.length,
            comments: row.at("comment").listOrEmpty().length,
          },
        };
      },
      (row) => row.at("id").value,
    );
  });

function replyOf(answer: Field, receivedAt: Date) {
  return {
    externalId: answer.at("id").present ? answer.at("id").id() : null,
    // An answer whose time cannot be read is still the answer.
    at: parsePlatformTime(answer.at("reply_time").stringOrNull() ?? "", receivedAt)?.at ?? null,
    by: answer.at("name").stringOrNull(),
    text: htmlToText(answer.at("content").string(), answer.at("content").path),
  };
}

/** Addresses of pictures and films: a list, or one address. */
function links(field: Field, kind: "image" | "video", settings: Settings) {
  const entries = typeof field.value === "string" ? [field] : field.listOrEmpty();
  return entries
    .map((entry) => entry.stringOrNull())
    .filter((address) => address !== null && URL.canParse(address, settings.pageUrl))
    .map((address) => ({ kind, url: new URL(address as string, settings.pageUrl).href }));
}
