import { z } from "zod";
import { Classification, Content, Message, MessageId, MessageSource, Official, Place, Times } from "./message.ts";
import { recordTime } from "./time.ts";

/**
 * A post after `prepare`: everything about a message that follows from the post alone. What depends on other messages
 * or on what the store knows (seq, revision, duplicates, handling, recordedAt) is `commit`'s to decide.
 */
export const PreparedPost = z.object({
  id: MessageId,
  source: MessageSource,
  author: Message.shape.author,
  content: Content,
  place: Place,
  classification: Classification,
  official: Official,
  withdrawn: z.boolean(),
  times: Times.omit({ recordedAt: true }),
  extensions: z.record(z.string(), z.unknown()),
  /** Hash over what the citizen wrote (16 hex digits): another one is a revision. */
  contentHash: z.string().length(16),
  /** Hash over the office's status and replies (16 hex digits): another one is `message.replied`. */
  officialHash: z.string().length(16),
  /** What grouping compares, as `src/text/group` encodes it. */
  fingerprint: z.string(),
  /** The sealed original (title, text, author), base64. */
  original: z.string(),
});
export type PreparedPost = z.infer<typeof PreparedPost>;

/** A post that could not be prepared: where it stood, why, and the sealed post itself. */
export const RejectedPost = z.object({
  index: z.number().int().min(0),
  code: z.string(),
  path: z.string(),
  message: z.string(),
  at: recordTime,
  sealed: z.string(),
});
export type RejectedPost = z.infer<typeof RejectedPost>;
