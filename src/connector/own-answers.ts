import { z } from "zod";
import { type RawPost, RawReply } from "../record/raw-post.ts";
import type { Payload } from "./errors.ts";

/** What the county's own account wrote under a citizen's post, on platforms where an answer is a comment like any other. */
export const OwnAnswer = z.object({
  /** The id of what was answered. */
  to: z.string(),
  reply: RawReply,
});
export type OwnAnswer = z.infer<typeof OwnAnswer>;

/** A post with what the county answered to it, oldest first; without an answer it stays as it is. */
export function withAnswers(post: RawPost, answers: readonly OwnAnswer[]): RawPost {
  const own = answers.filter((answer) => answer.to === post.externalId).map(({ reply }) => reply);
  const replies = [...new Map(own.map((reply) => [reply.externalId, reply])).values()].sort((one, other) =>
    `${one.at} ${one.externalId}`.localeCompare(`${other.at} ${other.externalId}`),
  );
  return replies.length === 0 ? post : { ...post, official: { status: "replied", statusText: null, replies } };
}

/**
 * A payload with the answers that stood on other pages: kept beside it, so that it gives the same posts when it is read
 * again alone.
 */
export function withContext(payload: Payload, answers: readonly OwnAnswer[]): Payload {
  if (answers.length === 0) return payload;
  return { ...payload, request: { ...payload.request, answers: JSON.stringify(answers) } };
}

/** The answers that `withContext` kept beside a payload; none where nothing readable stands there. */
export function answersBeside<Answer extends OwnAnswer>(payload: Payload, schema: z.ZodType<Answer>): Answer[] {
  try {
    return z.array(schema).parse(JSON.parse(payload.request.answers ?? "[]"));
  } catch {
    return [];
  }
}
