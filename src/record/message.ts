import { z } from "zod";
import { Attachment } from "./raw-post.ts";
import { recordTime } from "./time.ts";
import {
  Channel,
  ConnectorName,
  DuplicateRelation,
  HandlingStatus,
  Kind,
  OfficialStatus,
  RedactionType,
  TimePrecision,
  UrgencyLevel,
} from "./vocabulary.ts";

/** Ids of messages: UUID-shaped, derived from source name and external id (see `message-id.ts`). */
export const MessageId = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
export type MessageId = z.infer<typeof MessageId>;

/** Why a level was chosen: a code of the urgency rubric and the words of the (masked) message that speak for it. */
export const Reason = z.object({ code: z.string(), text: z.string() });
export type Reason = z.infer<typeof Reason>;

/** A classifier's view of danger and need. */
export const Urgency = z.object({
  level: UrgencyLevel,
  confidence: z.number().min(0).max(1),
  reasons: z.array(Reason),
});
export type Urgency = z.infer<typeof Urgency>;

/** What the message is about, by the taxonomy of fields. */
export const Field = z.object({ code: z.string(), label: z.string(), confidence: z.number().min(0).max(1) });
export type Field = z.infer<typeof Field>;

/** Where the message speaks of; `township` is the register's code where known. */
export const Place = z.object({
  division: z.string(),
  township: z.string().nullable(),
  name: z.string().nullable(),
  evidence: z.string().nullable(),
});
export type Place = z.infer<typeof Place>;

/** Kind, field and urgency, with the name and version of what decided. */
export const Classification = z.object({ kind: Kind, field: Field, urgency: Urgency, classifier: z.string() });
export type Classification = z.infer<typeof Classification>;

/** What the message says, normalised and masked. */
export const Content = z.object({
  title: z.string().nullable(),
  text: z.string(),
  attachments: z.array(Attachment),
  redactions: z.array(z.object({ type: RedactionType, count: z.number().int().min(1) })),
  sealed: z.boolean(),
});
export type Content = z.infer<typeof Content>;

/** An office's answer, its text masked like the message's. */
export const Reply = z.object({
  externalId: z.string().nullable(),
  at: recordTime.nullable(),
  by: z.string().nullable(),
  text: z.string(),
});
export type Reply = z.infer<typeof Reply>;

/** What the office did on the platform. */
export const Official = z.object({
  status: OfficialStatus,
  statusText: z.string().nullable(),
  replies: z.array(Reply),
});
export type Official = z.infer<typeof Official>;

/** Which other messages report the same matter, as of the event. */
export const Duplicates = z.object({
  group: z.string(),
  size: z.number().int().min(1),
  first: MessageId,
  relation: DuplicateRelation,
  similarity: z.number().min(0).max(1).nullable(),
});
export type Duplicates = z.infer<typeof Duplicates>;

/** One step of the county's own handling. */
export const HandlingEvent = z.object({
  status: HandlingStatus,
  at: recordTime,
  department: z.string().nullable(),
  note: z.string().nullable(),
  actor: z.string().nullable(),
});
export type HandlingEvent = z.infer<typeof HandlingEvent>;

/** The county's own handling of the message. */
export const Handling = z.object({
  status: HandlingStatus,
  dueAt: recordTime.nullable(),
  department: z.string().nullable(),
  events: z.array(HandlingEvent),
});
export type Handling = z.infer<typeof Handling>;

/** Where the message came from. */
export const MessageSource = z.object({
  connector: ConnectorName,
  name: z.string(),
  externalId: z.string(),
  channel: Channel,
  url: z.string().nullable(),
  inReplyTo: z.object({ externalId: z.string(), url: z.string().nullish(), text: z.string().nullish() }).nullable(),
});
export type MessageSource = z.infer<typeof MessageSource>;

/** When it was written, edited, read and recorded. */
export const Times = z.object({
  postedAt: recordTime,
  postedAtPrecision: TimePrecision,
  editedAt: recordTime.nullable(),
  collectedAt: recordTime,
  recordedAt: recordTime,
});
export type Times = z.infer<typeof Times>;

/** A citizen's message, normalised: what downstream systems consume (`heartbridge:message:1`). */
export const Message = z.object({
  specVersion: z.literal("1.0"),
  id: MessageId,
  seq: z.number().int().min(1),
  revision: z.number().int().min(1),
  state: z.enum(["published", "withdrawn"]),
  source: MessageSource,
  author: z.object({ ref: z.string().nullable(), displayName: z.string().nullable() }),
  content: Content,
  place: Place,
  classification: Classification,
  duplicates: Duplicates,
  official: Official,
  handling: Handling,
  times: Times,
  extensions: z.record(z.string(), z.unknown()),
});
export type Message = z.infer<typeof Message>;

/** What is left of a message that was erased: enough to know which one, nothing of what it said. */
export const ErasedMessage = z.object({
  id: MessageId,
  seq: z.number().int().min(1),
  source: MessageSource.pick({ connector: true, name: true, externalId: true, channel: true }),
  state: z.literal("erased"),
});
export type ErasedMessage = z.infer<typeof ErasedMessage>;
