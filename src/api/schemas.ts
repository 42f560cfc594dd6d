import { z } from "zod";
import { FeedEvent } from "../record/feed-event.ts";
import { ErasedMessage, Message } from "../record/message.ts";
import { RawPost } from "../record/raw-post.ts";
import { recordTime } from "../record/time.ts";
import { ProblemDetails } from "./problems.ts";

/** Shapes of answers that several routes share. Shapes of one route stand in its file. */

/** How many of something. */
export const count = z.int().min(0);

/** A page of a list: `next` is the cursor of the page after, null on the last one. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** A source as an operator sees it (`SourceView` in ports.ts). */
export const Source = z.object({
  name: z.string(),
  connector: z.string(),
  state: z.enum(["ok", "degraded", "paused"]),
  reason: z.string().nullable(),
  lastPollAt: recordTime.nullable(),
  lastPostAt: recordTime.nullable(),
  retryAt: recordTime.nullable(),
  failures: count,
  pages: count,
  posts: count,
  every: z.string(),
  budget: z.object({ amount: z.number(), period: z.string(), left: z.number() }).nullable(),
});

/** How many jobs stand in a queue. */
export const Queue = z.object({
  name: z.string(),
  waiting: count,
  active: count,
  delayed: count,
  failed: count,
});

/** What is archived and not yet committed. */
export const Backlog = z.object({ batches: count, posts: count, oldest: recordTime.nullable() });

/** A dead letter without its payload. */
export const Dead = z.object({
  id: z.string(),
  at: recordTime,
  stage: z.enum(["ingest", "parse", "prepare"]),
  source: z.string(),
  batch: z.string().nullable(),
  line: z.int().nullable().describe("line of the input, from 1"),
  code: z.string(),
  path: z.string().describe("path of the wrong field"),
  message: z.string(),
  tries: count,
});

/** Received, replied, closed and overdue messages of one slice of the report. */
export const Counts = z.object({ received: count, replied: count, closed: count, overdue: count });

/** Schemas that stand under a name in openapi.json. */
export const components = z.registry<{ id: string }>();
components.add(RawPost, { id: "RawPost" });
components.add(Message, { id: "Message" });
components.add(ErasedMessage, { id: "ErasedMessage" });
components.add(FeedEvent, { id: "FeedEvent" });
components.add(ProblemDetails, { id: "Problem" });
components.add(Source, { id: "Source" });
components.add(Queue, { id: "Queue" });
components.add(Backlog, { id: "Backlog" });
components.add(Dead, { id: "DeadLetter" });
components.add(Counts, { id: "ReportCounts" });
