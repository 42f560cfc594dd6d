import type { Parse } from "../../src/connector/connector.ts";
import { unescapeText } from "../../src/connector/html-text.ts";
import { collectPosts, parseJson, problem } from "../../src/connector/parsed.ts";
import type { Field } from "../../src/connector/read.ts";
import { readSeconds, readSecondsOrNull } from "../../src/connector/read-time.ts";
import type { RawPostInput } from "../../src/record/raw-post.ts";
import { utc } from "../../src/record/time.ts";
import { officialOf, replyOf, threadUrl } from "./row.ts";
import type { Settings } from "./settings.ts";

/** List texts are cut at 100 characters and end so (platform sheet §4, measured). */
const CUT = /^.{100,}\.\.\.$/su;

/** A list of threads: `{ result, responseData: [row] }`. Texts may be cut; then `extensions.truncated` is true. */
export const parseList: Parse<Settings> = (payload, context) =>
  parseJson(payload, (root) => {
    if (root.at("result").stringOrNull() !== "success") {
      return problem(
        "refused",
        `the board refuses the list: ${root.at("resultDesc").stringOrNull() ?? "no reason given"}`,
      );
    }
    const read = (row: Field): RawPostInput => {
      const tid = row.at("tid").id();
      const content = row.at("content").string();
      const user = row.at("userId").numberOrNull();
      const { collectedAt } = payload;
      const answer = {
        id: row.at("answerId"),
        at: row.at("answerDateline"),
        by: row.at("answerOrganization"),
        text: row.at("answerContent"),
      };
      return {
        connector: "provincial-board",
        source: context.source,
        externalId: tid,
        channel: "board",
        url: threadUrl(context.settings.baseUrl, tid),
        title: unescapeText(row.at("subject").string()),
        text: unescapeText(content),
        author: {
          externalId: user !== null && user > 0 ? row.at("userId").id() : null,
          displayName: row.at("nickName").stringOrNull(),
        },
        postedAt: readSeconds(row.first("createDateline", "dateline"), collectedAt),
        collectedAt: utc(collectedAt),
        platformKind: row.at("typeName").stringOrNull(),
        platformField: row.at("domainName").stringOrNull(),
        platformPlace: row.at("forumName").stringOrNull(),
        official: officialOf(
          row.at("stateInfo"),
          answer.text.stringOrNull() === null ? [] : [replyOf(answer, collectedAt)],
        ),
        extensions: {
          fid: row.at("fid").present ? row.at("fid").id() : null,
          publishedAt: readSecondsOrNull(row.at("threadsCheckTime"), collectedAt),
          processInfo: row.at("processInfo").stringOrNull(),
          evaluation: evaluation(row),
          reported: row.at("hasReported").numberOrNull() === 1,
          favNum: row.at("favNum").numberOrNull(),
          truncated: CUT.test(content),
        },
      };
    };
    return collectPosts(root.at("responseData").list(), read, (row) => row.at("tid").value);
  });

/** The citizen's marks from 1 to 5, null when there are none; they come after the reply. */
function evaluation(row: Field): Record<string, number | null> | null {
  const marks = {
    overall: row.at("grade").numberOrNull(),
    solved: row.at("gradeLevel").numberOrNull(),
    manner: row.at("gradeManner").numberOrNull(),
    speed: row.at("gradeSpeed").numberOrNull(),
  };
  return Object.values(marks).some((mark) => mark !== null) ? marks : null;
}
