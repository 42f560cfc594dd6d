import type { Parse } from "../../src/connector/connector.ts";
import { unescapeText } from "../../src/connector/html-text.ts";
import { collectPosts, parseJson, problem } from "../../src/connector/parsed.ts";
import { readSeconds } from "../../src/connector/read-time.ts";
import { utc } from "../../src/record/time.ts";
import { isPage, parsePage } from "./detail-page.ts";
import { known } from "./facts.ts";
import { officialOf, replyOf, threadUrl } from "./row.ts";
import type { Settings } from "./settings.ts";

/** `dataType` of an entry (platform sheet §3); 2 and 3 are thought to be follow-ups and marks. */
const CITIZEN = 1;
const OFFICE = 4;

/**
 * One thread with all answers. Entries come in any order, so only `dataType` tells who speaks. A thread that is unknown
 * or in the recycle bin gives the problem `gone`. A saved thread page (`detail: browser`) is read as well.
 */
export const parseDetail: Parse<Settings> = (payload, context) => {
  if (isPage(payload)) return parsePage(payload, context);
  return parseJson(payload, (root) => {
    const code = root.at("code").shown();
    if (code === "SN0006")
      return problem("signature-refused", "SN0006: appCode or signKey do not fit; ask the site for valid ones");
    if (code !== "0")
      return problem("refused", `the board answers code ${code}: ${root.at("msg").stringOrNull() ?? ""}`);
    const entries = root.at("resultData").at("contentList").listOrEmpty();
    if (entries.length === 0) return problem("gone", "the board knows no such thread any more");
    const letters = entries.filter((entry) => entry.at("dataType").numberOrNull() === CITIZEN);
    if (letters.length === 0)
      return problem("missing-field", "resultData.contentList has no entry of the citizen (dataType 1)");
    const answers = entries.filter((entry) => entry.at("dataType").numberOrNull() === OFFICE);
    const { collectedAt } = payload;
    return collectPosts(
      letters.slice(0, 1),
      (letter) => {
        const replies = answers.map((entry) =>
          replyOf(
            {
              id: entry.first("answerId", "id"),
              at: entry.at("dateline"),
              by: entry.at("organization"),
              text: entry.at("content"),
            },
            collectedAt,
          ),
        );
        const tid = letter.at("tid").id();
        return {
          ...known(payload),
          connector: "provincial-board",
          source: context.source,
          externalId: tid,
          channel: "board",
          url: threadUrl(context.settings.baseUrl, tid),
          title: unescapeText(letter.at("subject").string()),
          text: unescapeText(letter.at("content").string()),
          author: { externalId: payload.request.userId ?? null, displayName: letter.at("nickName").stringOrNull() },
          postedAt: readSeconds(letter.first("createDateline", "dateline"), collectedAt),
          collectedAt: utc(collectedAt),
          official: officialOf(letter.at("stateInfo"), replies),
        };
      },
      (letter) => letter.at("tid").value,
    );
  });
};
