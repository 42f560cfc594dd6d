import { z } from "zod";
import { BadCursor } from "./store.ts";

/**
 * Opaque cursors: what the page ended with, and which order it was in, so that a cursor cannot be used in another.
 * @param order name of the order, such as `messages:-recordedAt`
 * @param position the sort values of the page's last item
 */
export function encodeCursor(order: string, position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([order, ...position])).toString("base64url");
}

/**
 * Reads a cursor back.
 * @param shape the schemas of the position's values
 * @throws BadCursor where it is none of ours, or of another order
 */
export function decodeCursor<T extends readonly [z.ZodType, ...z.ZodType[]]>(
  cursor: string,
  order: string,
  shape: T,
): { [K in keyof T]: z.infer<T[K]> } {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    const [, ...position] = z.tuple([z.literal(order), ...shape]).parse(parsed);
    return position as { [K in keyof T]: z.infer<T[K]> };
  } catch {
    throw new BadCursor("the cursor is not one that this list gave: begin again without it");
  }
}
