import type { Payload } from "../../src/connector/errors.ts";
import { FieldError } from "../../src/connector/read.ts";
import { type StatusWords, statusOf } from "../../src/connector/status.ts";
import { parsePlatformTime } from "../../src/connector/times.ts";
import type { Attachment, RawPostInput } from "../../src/record/raw-post.ts";
import type { Field } from "./layout.ts";

/** A letter as a page shows it, before its times and words are read. */
export interface Letter {
  readonly fields: Readonly<Partial<Record<Field, string>>>;
  readonly replies: readonly Reply[];
  readonly attachments: readonly Pick<Attachment, "kind" | "url">[];
  /** Labels of the page that no field takes, for `check`. */
  readonly otherLabels: readonly string[];
}

/** An office's answer as a page shows it. */
export interface Reply {
  readonly by: string | null;
  readonly at: string | null;
  readonly text: string;
}

/** What is known of a letter beside its page. */
export interface LetterFacts {
  readonly source: string;
  readonly id: string;
  readonly url: string | null;
  /** For relative times, and the post's `collectedAt`. */
  readonly payload: Payload;
}

/** Status words of mailboxes: platform sheet §4. 不予受理 closes a letter and stays readable in `statusText`. */
const STATUS: StatusWords = {
  未回复: "awaiting",
  待回复: "awaiting",
  未阅批: "awaiting",
  待审查: "awaiting",
  待处理: "awaiting",
  新留言: "awaiting",
  已受理: "accepted",
  已审: "accepted",
  已阅: "accepted",
  办理中: "in_progress",
  处理中: "in_progress",
  转办: "in_progress",
  已转办: "in_progress",
  延期: "in_progress",
  已回复: "replied",
  已回: "replied",
  已答复: "replied",
  已阅批: "replied",
  已处理: "replied",
  已办结: "closed",
  办结: "closed",
  已办理: "closed",
  不予受理: "closed",
  已归档: "closed",
};

/**
 * A letter to a post.
 * @param mandatory fields that must be there; the first that is not is raised as `FieldError("missing-field")`
 */
export function toPost(letter: Letter, facts: LetterFacts, mandatory: readonly Field[]): RawPostInput {
  const { fields } = letter;
  for (const field of ["title", "postedAt", "text", ...mandatory] as const) {
    const optional = field === "title" && !mandatory.includes("title");
    if (fields[field] === undefined && !optional) {
      throw new FieldError(
        "missing-field",
        field,
        `the page of the letter ${facts.id} shows no ${field}: it was laid out anew`,
      );
    }
  }
  const received = facts.payload.collectedAt;
  const posted = parsePlatformTime(fields.postedAt ?? "", received);
  if (posted === null) {
    throw new FieldError("bad-time", "postedAt", `postedAt cannot be read as a time: ${quote(fields.postedAt)}`);
  }
  const statusText = fields.status ?? null;
  // Platform sheet §4: without a status cell, a reply's text tells.
  const silent = letter.replies.length > 0 ? "replied" : "unknown";
  return {
    connector: "county-site",
    source: facts.source,
    externalId: facts.id,
    channel: "mailbox",
    url: facts.url,
    title: fields.title ?? null,
    text: [fields.text ?? "", ...(fields.followUp === undefined ? [] : [`【追问】${fields.followUp}`])].join("\n"),
    author: fields.author === undefined ? null : { externalId: null, displayName: fields.author },
    postedAt: posted.at,
    postedAtPrecision: posted.precision,
    collectedAt: received.toISOString(),
    attachments: [...letter.attachments],
    platformKind: fields.platformKind ?? null,
    platformField: fields.platformField ?? null,
    official: {
      status: statusText === null ? silent : statusOf(STATUS, statusText),
      statusText,
      replies: letter.replies.map(({ by, at, text }) => ({
        by,
        at: at === null ? null : (parsePlatformTime(at, received)?.at ?? null),
        text,
      })),
    },
    extensions: Object.fromEntries(
      (["number", "evaluation", "box"] as const).flatMap((key) =>
        fields[key] === undefined ? [] : [[key, fields[key]]],
      ),
    ),
  };
}

/** The beginning of what stands where something else was expected; never a whole text. */
function quote(text: string | undefined): string {
  return JSON.stringify((text ?? "").slice(0, 30));
}
