import { htmlField } from "../../src/connector/html-text.ts";
import { FieldError, type Field as JsonField } from "../../src/connector/read.ts";
import { absolute } from "./address.ts";
import type { JsonLayout } from "./layout.ts";
import type { Letter } from "./letter.ts";
import { type ListPage, noList, type Row } from "./list.ts";

/**
 * Reads a list in JSON.
 * @param root the answer; a `FieldError` of it is the page's problem
 * @param base the page's address, for relative links
 */
export function readJsonList(root: JsonField, { list }: JsonLayout, base: string | null): ListPage {
  const [okPath = "", okValue = ""] = list.ok.split(" == ");
  const ok = within(root, okPath).stringOrNull();
  if (ok !== okValue) {
    const said = root.first("message", "msg").stringOrNull() ?? "nothing else";
    return noList("layout", `${okPath} is ${ok ?? "absent"}, expected ${okValue}; the platform says ${said}`);
  }
  const found = within(root, list.rows).list();
  const total = within(root, list.total).numberOrNull();
  if (found.length === 0 && total !== null && total > 0) {
    return noList("empty-list", `${list.total} is ${total} and ${list.rows} is empty`);
  }
  const rows: Row[] = [];
  const dropped: { path: string; message: string; reason: string }[] = [];
  for (const field of found) {
    try {
      rows.push(readRow(field, list, base));
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      dropped.push({ path: error.path, message: error.message, reason: error.reason });
    }
  }
  const problem =
    dropped.length > 0 && rows.length === 0
      ? { reason: "layout", message: `no row can be read: ${dropped[0]?.message}` }
      : null;
  return { rows, notices: 0, total, pages: null, dropped, problem };
}

function readRow(field: JsonField, list: JsonLayout["list"], base: string | null): Row {
  const letter = wholeLetter(field, list);
  return {
    id: field.at(list.id).id(),
    title: field.at(list.title).stringOrNull(),
    url: linkOf(field.at(key(list.link)).value, base),
    status: field.at(list.status).stringOrNull(),
    kind: field.at(list.kind).stringOrNull(),
    date: field.at(key(list.postedAt)).stringOrNull(),
    letter,
  };
}

/** IGI lists of some sites carry the letter itself (platform sheet §2): then no detail page is asked for. */
function wholeLetter(field: JsonField, list: JsonLayout["list"]): Letter | null {
  const text = htmlField(field.at(list.text));
  if (text === "") return null;
  const by = field.at(list.office).stringOrNull();
  const at = field.at(key(list.repliedAt)).stringOrNull();
  const entries = {
    title: field.at(list.title).stringOrNull(),
    text,
    postedAt: field.at(key(list.postedAt)).stringOrNull(),
    platformKind: field.at(list.kind).stringOrNull(),
    status: field.at(list.status).stringOrNull(),
  };
  const replies = field
    .at(list.replies)
    .listOrEmpty()
    .map((reply) => htmlField(reply.at(list.text)));
  return {
    fields: Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== null)),
    replies: replies.filter((reply) => reply !== "").map((reply) => ({ by, at, text: reply })),
    attachments: [],
    otherLabels: [],
  };
}

/**
 * The letter's address: empty until it is published, relative, `//host/…`, or a JSON array as text (platform sheet
 * §7.12).
 */
export function linkOf(value: unknown, base: string | null): string | null {
  const parsed = typeof value === "string" && /^\s*[[{]/.test(value) ? parseOrNull(value) : value;
  const entry: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  const href =
    typeof entry === "object" && entry !== null
      ? Object.values(entry).find((inner) => typeof inner === "string")
      : entry;
  return typeof href === "string" ? absolute(href, base) : null;
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `SUBMITTIME ms` names a key and, for people, its form. */
function key(described: string): string {
  return described.split(" ")[0] ?? described;
}

function within(root: JsonField, path: string): JsonField {
  return path.split(".").reduce((field, name) => field.at(name), root);
}
