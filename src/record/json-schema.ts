import { z } from "zod";
import { FeedEvent } from "./feed-event.ts";
import { Message } from "./message.ts";
import { RawPost } from "./raw-post.ts";

/**
 * The JSON Schemas of the three formats, generated from the zod schemas so that the two cannot drift.
 * RawPost is given in its incoming form (what a sender may leave out is optional).
 */
export function jsonSchemas(): Record<"raw-post" | "message" | "feed-event", object> {
  return {
    "raw-post": { $id: "heartbridge:raw-post:1", title: "RawPost", ...z.toJSONSchema(RawPost, { io: "input" }) },
    message: { $id: "heartbridge:message:1", title: "Message", ...z.toJSONSchema(Message) },
    "feed-event": { $id: "heartbridge:feed-event:1", title: "FeedEvent", ...z.toJSONSchema(FeedEvent) },
  };
}
