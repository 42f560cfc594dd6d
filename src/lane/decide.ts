import { type DueRules, dueAt } from "../handling/due-at.ts";
import type { EventType } from "../record/feed-event.ts";
import type { Message } from "../record/message.ts";
import type { PreparedPost } from "../record/prepared-post.ts";
import type { LaneEvent, RecordState, SealedOriginal, StoredRecord } from "../store/store.ts";
import { decodeFingerprint } from "../text/group/fingerprint.ts";
import { ERASED_STATE, stateHash } from "./identities.ts";
import type { LaneState } from "./lane-state.ts";

/** How a batch's posts were taken; their sum is the batch's size. */
export interface Tally {
  created: number;
  /** Known posts that gave at least one event. */
  changed: number;
  unchanged: number;
  /** Collected before what is known, or gone before anything was: they change nothing. */
  stale: number;
  /** Of erased messages: they stay out. */
  erased: number;
}

/** What a batch of posts does to the record. */
export interface Decision {
  readonly events: LaneEvent[];
  readonly originals: SealedOriginal[];
  readonly tally: Tally;
}

/** What deciding needs beside the state: all of it given, so that the same input gives the same events. */
export interface DecideTools {
  /** The stored records of these messages. */
  read(ids: readonly string[]): Promise<StoredRecord[]>;
  readonly rules: DueRules;
  /** The moment of recording, RFC 3339 in UTC with milliseconds. */
  readonly at: string;
}

/** The state before a message's first event. */
const UNKNOWN: RecordState = { version: 0, contentHash: "", officialHash: "", fingerprint: "", firstCollectedAt: "" };

type Live = { message: Message; state: RecordState };

/**
 * Decides what a batch does: which posts are new, revised, replied to, withdrawn, and which groups they join or merge.
 * Moves `state` along as if the events were written already; when the write fails, the caller throws the state away.
 */
export async function decide(state: LaneState, posts: readonly PreparedPost[], tools: DecideTools): Promise<Decision> {
  const batch = new BatchDecision(state, tools);
  await batch.fetch(posts.filter((post) => isKnownOtherwise(state, post)).map((post) => post.id));
  for (const post of posts) await batch.take(post);
  return batch;
}

function isKnownOtherwise(state: LaneState, post: PreparedPost): boolean {
  const known = state.identities.get(post.id);
  return known !== null && known !== ERASED_STATE && known !== stateHash(post);
}

class BatchDecision implements Decision {
  readonly events: LaneEvent[] = [];
  readonly originals: SealedOriginal[] = [];
  readonly tally: Tally = { created: 0, changed: 0, unchanged: 0, stale: 0, erased: 0 };
  readonly #state: LaneState;
  readonly #tools: DecideTools;
  /** Records read from the store, and those that this batch has made since. */
  readonly #records = new Map<string, StoredRecord>();

  constructor(state: LaneState, tools: DecideTools) {
    this.#state = state;
    this.#tools = tools;
  }

  /** Makes sure that the records of these messages are at hand. */
  async fetch(ids: readonly string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#records.has(id));
    if (missing.length === 0) return;
    for (const record of await this.#tools.read(missing)) this.#records.set(record.message.id, record);
  }

  async take(post: PreparedPost): Promise<void> {
    const known = this.#state.identities.get(post.id);
    if (known === ERASED_STATE) {
      this.tally.erased += 1;
      return;
    }
    if (known === stateHash(post)) {
      this.tally.unchanged += 1;
      return;
    }
    if (known !== null) await this.fetch([post.id]);
    const record = this.#records.get(post.id);
    if (!record && post.withdrawn && post.content.text === "") {
      // Gone before it was ever read: there is nothing to record, and what was written may still be on its way.
      this.tally.stale += 1;
    } else if (!record) {
      await this.#create(post);
    } else if (record.message.state === "erased") {
      this.tally.erased += 1;
    } else {
      this.#change({ message: record.message, state: record.state }, post);
    }
  }

  async #create(post: PreparedPost): Promise<void> {
    const placement = this.#state.groups.place({ id: post.id, fingerprint: decodeFingerprint(post.fingerprint) });
    const { group, first, size, relation, similarity } = placement;
    const message: Message = {
      specVersion: "1.0",
      id: post.id,
      seq: 0,
      revision: 1,
      state: "published",
      source: post.source,
      author: post.author,
      content: post.content,
      place: post.place,
      classification: post.classification,
      duplicates: { group, size, first, relation, similarity },
      official: post.official,
      handling: { status: "new", dueAt: null, department: null, events: [] },
      times: { ...post.times, recordedAt: this.#tools.at },
      extensions: post.extensions,
    };
    const { contentHash, officialHash, fingerprint } = post;
    this.tally.created += 1;
    const firstCollectedAt = post.times.collectedAt;
    this.#emit("message.created", message, { contentHash, officialHash, fingerprint, firstCollectedAt });
    this.#seal(post, 1);
    await this.#regroup(placement.merged, group, first, size);
    if (post.withdrawn) this.#emit("message.withdrawn", { ...this.#live(post.id).message, state: "withdrawn" });
  }

  /** Members of a group that was joined to an older one say so, each by an event of its own. */
  async #regroup(merged: readonly { id: string }[], group: string, first: string, size: number): Promise<void> {
    await this.fetch(merged.map(({ id }) => id));
    for (const { id } of merged) {
      const record = this.#records.get(id);
      if (!record || record.message.state === "erased") continue;
      const { duplicates } = record.message;
      const relation = duplicates.relation === "none" ? "near" : duplicates.relation;
      this.#emit("message.regrouped", {
        ...record.message,
        duplicates: { ...duplicates, group, first, size, relation },
      });
    }
  }

  #change(known: Live, post: PreparedPost): void {
    if (post.times.collectedAt < known.message.times.collectedAt) {
      this.tally.stale += 1;
      return;
    }
    const before = this.events.length;
    // A platform that withdrew a post no longer shows what it said: only the state is news.
    if (!post.withdrawn) this.#rewrite(known, post);
    const wanted = post.withdrawn ? "withdrawn" : "published";
    const { message } = this.#live(post.id);
    if (message.state !== wanted) {
      const times = { ...message.times, collectedAt: post.times.collectedAt };
      // A post that is back on its platform: no type of its own, and the citizen's words are the same revision.
      this.#emit(post.withdrawn ? "message.withdrawn" : "message.revised", { ...message, state: wanted, times });
    }
    if (this.events.length > before) this.tally.changed += 1;
    else this.tally.unchanged += 1;
  }

  /** What the citizen or the office wrote anew. */
  #rewrite(known: Live, post: PreparedPost): void {
    if (isRevision(known, post)) {
      this.#emit(
        "message.revised",
        {
          ...known.message,
          revision: known.message.revision + 1,
          state: "published",
          author: post.author,
          content: post.content,
          place: post.place,
          classification: post.classification,
          times: { ...known.message.times, editedAt: post.times.editedAt, collectedAt: post.times.collectedAt },
          extensions: post.extensions,
        },
        { contentHash: post.contentHash },
      );
      this.#seal(post, known.message.revision + 1);
    }
    if (known.state.officialHash !== post.officialHash) {
      const { message } = this.#live(post.id);
      const times = { ...message.times, collectedAt: post.times.collectedAt };
      this.#emit(
        "message.replied",
        { ...message, official: post.official, times },
        { officialHash: post.officialHash },
      );
    }
  }

  /** Appends an event and makes its record the present one. */
  #emit(type: EventType, message: Message, change: Partial<RecordState> = {}): void {
    const seq = this.#state.seq + 1;
    const known = this.#records.get(message.id)?.state;
    const base = known ?? UNKNOWN;
    // The first fingerprint stays: a group is found by what was first written, whether or not the lane was reloaded.
    const state: RecordState = { ...base, ...change, version: base.version + 1 };
    const record: Message = { ...message, seq, handling: this.#handling(message, state.firstCollectedAt) };
    this.#state.seq = seq;
    this.events.push({ event: { seq, type, at: this.#tools.at, message: record }, state });
    this.#records.set(record.id, { message: record, state });
    this.#state.identities.set(record.id, stateHash({ ...state, withdrawn: record.state === "withdrawn" }));
  }

  #handling(message: Message, collectedAt: string): Message["handling"] {
    const due = dueAt(
      {
        level: message.classification.urgency.level,
        collectedAt,
        recordedAt: message.times.recordedAt,
        officialStatus: message.official.status,
        state: message.state,
      },
      this.#tools.rules,
    );
    return { ...message.handling, dueAt: message.handling.status === "closed" ? message.handling.dueAt : due };
  }

  #live(id: string): Live {
    return this.#records.get(id) as Live;
  }

  #seal(post: PreparedPost, revision: number): void {
    this.originals.push({
      messageId: post.id,
      revision,
      recordedAt: this.#tools.at,
      sealed: Buffer.from(post.original, "base64"),
    });
  }
}

/** A cut text from a list never counts as a revision of the full one. */
function isRevision(known: Live, post: PreparedPost): boolean {
  if (known.state.contentHash === post.contentHash) return false;
  return !(post.extensions.truncated === true && known.message.extensions.truncated !== true);
}
