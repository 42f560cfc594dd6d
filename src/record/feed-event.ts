import { z } from "zod";
import { ErasedMessage, Message } from "./message.ts";
import { recordTime } from "./time.ts";

/** What happened to a message. */
export const EventType = z.enum([
  "message.created",
  "message.revised",
  "message.replied",
  "message.regrouped",
  "message.handled",
  "message.reclassified",
  "message.withdrawn",
  "message.erased",
]);
export type EventType = z.infer<typeof EventType>;

/**
 * One line of the feed, which is the store's log: the message is the projection of its last event.
 * `seq` rises by one with each event of a county, without gap.
 */
export const FeedEvent = z.object({
  seq: z.number().int().min(1),
  type: EventType,
  at: recordTime,
  message: z.union([Message, ErasedMessage]),
});
export type FeedEvent = z.infer<typeof FeedEvent>;
