import type { FeedEvent } from "../../src/record/feed-event.ts";
import type { Message } from "../../src/record/message.ts";
import { messageId } from "../../src/record/message-id.ts";
import { utc } from "../../src/record/time.ts";

/** What a test wants to say of a message; everything else is invented. */
export interface Wish {
  readonly source?: string;
  readonly connector?: Message["source"]["connector"];
  readonly level?: Message["classification"]["urgency"]["level"];
  readonly kind?: Message["classification"]["kind"];
  readonly field?: { code: string; label: string };
  readonly township?: string | null;
  readonly state?: Message["state"];
  readonly group?: string;
  readonly title?: string | null;
  readonly text?: string;
  readonly recordedAt?: string;
}

/** The first message is recorded then; each later one a minute after. */
export const FIRST = Date.UTC(2026, 2, 1);

/** The n-th message, made by the n-th event. */
export function message(n: number, wish: Wish = {}): Message {
  const { source = "county", connector = "county-site", level = "normal" } = wish;
  const id = messageId(source, `post-${n}`);
  const recordedAt = wish.recordedAt ?? utc(FIRST + n * 60_000);
  return {
    specVersion: "1.0",
    id,
    seq: n,
    revision: 1,
    state: wish.state ?? "published",
    source: { connector, name: source, externalId: `post-${n}`, channel: "board", url: null, inReplyTo: null },
    author: { ref: null, displayName: "张*" },
    content: {
      title: wish.title === undefined ? `第${n}条` : wish.title,
      text: wish.text ?? `路灯不亮，编号 ${n}。`,
      attachments: [],
      redactions: [{ type: "phone", count: 1 }],
      sealed: true,
    },
    place: { division: "431226", township: wish.township ?? null, name: null, evidence: null },
    classification: {
      kind: wish.kind ?? "complaint",
      field: { ...(wish.field ?? { code: "urban", label: "城市管理" }), confidence: 0.9 },
      urgency: { level, confidence: 0.8, reasons: level === "critical" ? [{ code: "danger", text: "漏电" }] : [] },
      classifier: "test@1",
    },
    duplicates: { group: wish.group ?? `group-${n}`, size: 1, first: id, relation: "none", similarity: null },
    official: { status: "awaiting", statusText: null, replies: [] },
    handling: { status: "new", dueAt: null, department: null, events: [] },
    times: {
      postedAt: utc(FIRST + n * 1000),
      postedAtPrecision: "second",
      editedAt: null,
      collectedAt: recordedAt,
      recordedAt,
    },
    extensions: {},
  };
}

/** The event that made a message. */
export function created(made: Message): FeedEvent {
  return { seq: made.seq, type: "message.created", at: made.times.recordedAt, message: made };
}
