import { z } from "zod";
import type { AnyConnector } from "../src/connector/connector.ts";
import { SealBroken, type Vault } from "../src/privacy/seal.ts";

/**
 * A source's cursor as the store keeps it: sealed, because a board's cursor holds what its list says of a post, the
 * title and the office's answer among it.
 */
const StoredCursor = z.object({ sealed: z.base64() });

const labelOf = (source: string): string => `cursor:${source}`;

/** Seals a cursor for the store. */
export function sealCursor(vault: Vault, source: string, cursor: unknown): z.infer<typeof StoredCursor> {
  return { sealed: Buffer.from(vault.seal(JSON.stringify(cursor), labelOf(source))).toString("base64") };
}

/**
 * The cursor that a poll begins with: the stored one; the connector's start where there is none, where an older program
 * wrote another shape, or where another key sealed it. Beginning anew repeats posts and never skips one.
 */
export function openCursor(vault: Vault, connector: AnyConnector, source: string, stored: unknown): unknown {
  const kept = StoredCursor.safeParse(stored);
  if (!kept.success) return connector.start;
  try {
    const text = vault.open(Buffer.from(kept.data.sealed, "base64"), labelOf(source));
    const cursor = connector.cursor.safeParse(JSON.parse(text));
    return cursor.success ? cursor.data : connector.start;
  } catch (error) {
    if (error instanceof SealBroken) return connector.start;
    throw error;
  }
}
