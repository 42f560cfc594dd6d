import { z } from "zod";

/** The closed word lists of the record formats, each declared once. */

/** The connectors that ship; a connector added later adds its name here and its line in `connectors/registry.ts`. */
export const ConnectorName = z.enum(["provincial-board", "rednet", "weibo", "douyin", "county-site"]);
export type ConnectorName = z.infer<typeof ConnectorName>;

/** Where on a platform a message was written. */
export const Channel = z.enum(["board", "mailbox", "mention", "comment", "direct"]);
export type Channel = z.infer<typeof Channel>;

/** How exactly a platform gave the time of writing. */
export const TimePrecision = z.enum(["second", "minute", "hour", "day"]);
export type TimePrecision = z.infer<typeof TimePrecision>;

/** What the office did on the platform, as the platform shows it. */
export const OfficialStatus = z.enum(["awaiting", "accepted", "in_progress", "replied", "closed", "unknown"]);
export type OfficialStatus = z.infer<typeof OfficialStatus>;

/** What a message asks for. */
export const Kind = z.enum(["complaint", "help", "consultation", "suggestion", "thanks", "other"]);
export type Kind = z.infer<typeof Kind>;

/** Danger and need, most urgent first. */
export const UrgencyLevel = z.enum(["critical", "high", "normal", "low"]);
export type UrgencyLevel = z.infer<typeof UrgencyLevel>;

/** Kinds of personal data that are masked. */
export const RedactionType = z.enum([
  "phone",
  "landline",
  "resident-id",
  "bank-card",
  "plate",
  "email",
  "wechat",
  "qq",
  "passport",
  "address",
  "name",
]);
export type RedactionType = z.infer<typeof RedactionType>;

/** A message's relation to its duplicate group at the moment of the event. */
export const DuplicateRelation = z.enum(["none", "exact", "near"]);
export type DuplicateRelation = z.infer<typeof DuplicateRelation>;

/** Whether the citizen's post still stands on the platform. */
export const MessageState = z.enum(["published", "withdrawn", "erased"]);
export type MessageState = z.infer<typeof MessageState>;

/** Where the county's own handling of a message stands. */
export const HandlingStatus = z.enum(["new", "accepted", "transferred", "replied", "closed"]);
export type HandlingStatus = z.infer<typeof HandlingStatus>;
