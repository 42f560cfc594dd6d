import { z } from "zod";
import { incomingTime } from "./time.ts";
import { Channel, ConnectorName, OfficialStatus, TimePrecision } from "./vocabulary.ts";

/** An office's answer as the platform shows it. */
export const RawReply = z.object({
  externalId: z.string().nullish().default(null),
  at: incomingTime.nullish().default(null),
  by: z.string().nullish().default(null),
  text: z.string(),
});
export type RawReply = z.infer<typeof RawReply>;

/** A picture, film, recording or file that a post links to; only the address is kept. */
export const Attachment = z.object({
  kind: z.enum(["image", "video", "audio", "file", "link"]),
  url: z.string(),
  mediaType: z.string().nullish().default(null),
});
export type Attachment = z.infer<typeof Attachment>;

/**
 * One post as a connector read it, before any processing (`heartbridge:raw-post:1`).
 * Parsing fills what the format lets a sender leave out, so that inside every field is there.
 */
export const RawPost = z.object({
  connector: ConnectorName,
  source: z.string().min(1).describe("the configured source's name"),
  externalId: z
    .string({ error: "expected a string: platform ids pass 2^53, so a number has lost digits already" })
    .min(1)
    .describe("the platform's own id"),
  channel: Channel,
  url: z.url().nullish().default(null),
  inReplyTo: z
    .object({ externalId: z.string(), url: z.string().nullish(), text: z.string().nullish() })
    .nullish()
    .default(null),
  title: z.string().nullish().default(null),
  text: z.string().describe("plain text as the citizen wrote it, line breaks kept, HTML removed"),
  author: z
    .object({ externalId: z.string().nullish().default(null), displayName: z.string().nullish().default(null) })
    .nullish()
    .default(null),
  postedAt: incomingTime,
  postedAtPrecision: TimePrecision.default("second"),
  editedAt: incomingTime.nullish().default(null),
  collectedAt: incomingTime,
  attachments: z.array(Attachment).default([]),
  platformKind: z.string().nullish().default(null),
  platformField: z.string().nullish().default(null),
  platformPlace: z.string().nullish().default(null),
  official: z
    .object({
      status: OfficialStatus.default("unknown"),
      statusText: z.string().nullish().default(null),
      replies: z.array(RawReply).default([]),
    })
    .nullish()
    .default(null),
  withdrawn: z.boolean().default(false).describe("the platform says that the post is gone"),
  extensions: z.record(z.string(), z.unknown()).default({}),
});
export type RawPost = z.infer<typeof RawPost>;

/** What may be handed to `RawPost.parse`: optional fields may be absent. */
export type RawPostInput = z.input<typeof RawPost>;
