import { createHash } from "node:crypto";
import type { Vault } from "../src/privacy/seal.ts";
import { messageId } from "../src/record/message-id.ts";
import { utc } from "../src/record/time.ts";
import type { DeadLetter } from "../src/store/store.ts";

/** What is known of something that could not be processed. */
export interface Failure {
  readonly stage: DeadLetter["stage"];
  readonly source: string;
  readonly batch: string | null;
  readonly line: number | null;
  readonly code: string;
  readonly path: string;
  readonly message: string;
  /** The thing itself, in the clear: sealed before it is kept. */
  readonly payload: string;
  /** What makes it the same thing when it comes again; the payload itself where nothing is said. */
  readonly identity?: string;
}

/**
 * Makes a dead letter. Its id follows from stage and identity, so that the same wrong line handed in twice is one letter.
 * @param at when it failed
 */
export function deadLetter(vault: Vault, failure: Failure, at: Date): DeadLetter {
  const { payload, identity = payload, ...facts } = failure;
  const id = createHash("sha256").update(`${failure.stage}\0${identity}`).digest("hex").slice(0, 24);
  return {
    ...facts,
    id,
    at: utc(at),
    tries: 1,
    messageId: messageOf(payload),
    sealed: vault.seal(payload, `dead:${id}`),
  };
}

/** The message a payload is about, where source and id can be read: so that erasing the message finds the letter. */
function messageOf(payload: string): string | null {
  try {
    const { source, externalId } = JSON.parse(payload) as { source?: unknown; externalId?: unknown };
    return typeof source === "string" && typeof externalId === "string" ? messageId(source, externalId) : null;
  } catch {
    return null;
  }
}
