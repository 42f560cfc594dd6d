import type { ErasedMessage, Message } from "../record/message.ts";
import { UrgencyLevel } from "../record/vocabulary.ts";
import type { StoredRecord } from "./store.ts";

/** What a store keeps beside a record, to filter, sort and count by: derived from the record alone. */
export interface Projection {
  readonly source: string;
  readonly externalId: string;
  readonly connector: string;
  readonly state: "published" | "withdrawn" | "erased";
  readonly kind: string | null;
  readonly fieldCode: string | null;
  readonly fieldLabel: string | null;
  /** 0 critical … 3 low: sorts the most urgent first. */
  readonly urgency: number | null;
  readonly township: string | null;
  readonly townshipName: string | null;
  readonly group: string | null;
  readonly postedAt: string | null;
  readonly recordedAt: string | null;
  readonly dueAt: string | null;
  /** When the first official reply came, or the county's own handling said replied. */
  readonly repliedAt: string | null;
  readonly replied: boolean;
  readonly closed: boolean;
  /** The title, or how the text begins where there is none, as in comments. */
  readonly title: string | null;
  /** Title and text in the form that `q` is compared with. */
  readonly words: string;
}

/** Characters of a text that stand for a missing title. */
const EXCERPT = 40;

/** The form of a search word and of what is searched: NFKC, lower case. */
export function searchForm(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** Derives a record's projection. */
export function project(record: StoredRecord["message"]): Projection {
  return record.state === "erased" ? projectErased(record) : projectMessage(record);
}

function projectMessage(message: Message): Projection {
  const { classification, place, official, handling, times, content } = message;
  const closed = official.status === "closed" || handling.status === "closed";
  return {
    source: message.source.name,
    externalId: message.source.externalId,
    connector: message.source.connector,
    state: message.state,
    kind: classification.kind,
    fieldCode: classification.field.code,
    fieldLabel: classification.field.label,
    urgency: UrgencyLevel.options.indexOf(classification.urgency.level),
    township: place.township,
    townshipName: place.name,
    group: message.duplicates.group,
    postedAt: times.postedAt,
    recordedAt: times.recordedAt,
    dueAt: handling.dueAt,
    repliedAt: firstReply(message),
    // Contract, "Report": replied are those whose official or own status is replied or closed.
    replied: closed || official.status === "replied" || handling.status === "replied",
    closed,
    title: content.title ?? content.text.slice(0, EXCERPT),
    words: searchForm(`${content.title ?? ""}\n${content.text}`),
  };
}

function projectErased(message: ErasedMessage): Projection {
  return {
    source: message.source.name,
    externalId: message.source.externalId,
    connector: message.source.connector,
    state: "erased",
    kind: null,
    fieldCode: null,
    fieldLabel: null,
    urgency: null,
    township: null,
    townshipName: null,
    group: null,
    postedAt: null,
    recordedAt: null,
    dueAt: null,
    repliedAt: null,
    replied: false,
    closed: false,
    title: null,
    words: "",
  };
}

function firstReply(message: Message): string | null {
  const times = [
    ...message.official.replies.map((reply) => reply.at),
    ...message.handling.events.filter((event) => event.status === "replied").map((event) => event.at),
  ].filter((at) => at !== null);
  return times.sort()[0] ?? null;
}
