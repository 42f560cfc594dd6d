import { createHmac } from "node:crypto";

/**
 * The keyed hash that stands for an author: HMAC-SHA256 over source and the platform's author id. The source is in it,
 * so that one person on two sources has two refs, and nobody can be linked across them.
 * @returns 64 hex digits, or null where the platform gave no id (a display name is no id: many are 匿名网友)
 */
export function authorRef(key: Uint8Array, source: string, authorId: string | null): string | null {
  if (!authorId) return null;
  return createHmac("sha256", key).update(`${source}\0${authorId}`).digest("hex");
}
