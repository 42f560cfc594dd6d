import { type Field, FieldError, lenient } from "../../src/connector/read.ts";
import { parsePlatformTime } from "../../src/connector/times.ts";
import { permalink } from "./permalink.ts";
import { cleanText } from "./text.ts";

/** What reading an item needs beside the item. */
export interface Reading {
  readonly source: string;
  /** The county's own account where known: what it wrote is no citizen's message. */
  readonly own: string | null;
  /** The list's path, such as `comments/timeline`; null for a saved payload. */
  readonly list: string | null;
  readonly channel: "mention" | "comment";
  readonly collectedAt: Date;
}

/** Item ids: `idstr`, then `mid`, and the number only where neither stands (platform sheet §2). */
export function idOf(item: Field): string {
  const field = ["idstr", "mid"].map((key) => item.at(key)).find((candidate) => candidate.stringOrNull() !== null);
  const id = (field ?? item.at("id")).id();
  if (!/^\d{1,20}$/.test(id)) throw new FieldError("wrong-type", item.at("idstr").path, "an id holds digits only");
  return id;
}

/** The writer's number; null where `user` is missing, as on deleted items and with `trim_user`. */
export function userIdOf(item: Field): string | null {
  return lenient(() => idOf(item.at("user")));
}

/** The writer, or null where nothing is known. */
export function authorOf(item: Field): { externalId: string | null; displayName: string | null } | null {
  const externalId = userIdOf(item);
  const displayName = lenient(() => item.at("user").at("screen_name").stringOrNull());
  return externalId === null && displayName === null ? null : { externalId, displayName };
}

/** `deleted` is the string "1" on embedded posts and `true` elsewhere (platform sheet §2). */
export function isDeleted(item: Field): boolean {
  const { value } = item.at("deleted");
  return value === "1" || value === 1 || value === true;
}

/** `created_at` in UTC; unreadable is a named error, never a guess. */
export function createdAt(item: Field, collectedAt: Date): string {
  const field = item.at("created_at");
  const time = parsePlatformTime(field.string(), collectedAt);
  if (time === null) throw new FieldError("bad-time", field.path, `${field.path} is no time: ${field.string()}`);
  return time.at;
}

/** The moment of the last edit, or null. */
export function editedAt(item: Field, collectedAt: Date): string | null {
  const text = lenient(() => item.at("edit_at").stringOrNull());
  return text === null ? null : (parsePlatformTime(text, collectedAt)?.at ?? null);
}

/** A post's address, or null where its author or id is unknown. */
export function postUrl(post: Field): string | null {
  const id = lenient(() => idOf(post));
  return id === null ? null : permalink(userIdOf(post), id);
}

/** An item that was answered or reposted: context, never the citizen's words. Null where it has no id. */
export function contextOf(
  item: Field,
  url: string | null,
): { externalId: string; url: string | null; text: string | null } | null {
  const externalId = item.present ? lenient(() => idOf(item)) : null;
  if (externalId === null) return null;
  const text = isDeleted(item) ? null : lenient(() => item.at("text").stringOrNull());
  return { externalId, url, text: text === null ? null : cleanText(text) };
}
