import { decideErasure } from "../../src/lane/erase.ts";
import { messageId } from "../../src/record/message-id.ts";
import type { PreparedPost } from "../../src/record/prepared-post.ts";
import type { RawPostInput } from "../../src/record/raw-post.ts";
import type { LaneEvent } from "../../src/store/store.ts";
import { NOW, preparedPost, TestLane } from "../support/factories.ts";

/** What happened to a county's messages, step by step: posts that were collected, and erasures. */
export type Step = { readonly post: PreparedPost } | { readonly erase: string };

/** A lane with everything that it has said. */
export class History {
  readonly events: LaneEvent[] = [];
  readonly #lane = new TestLane();

  /** A batch of posts arrives. Gives the events that it caused. */
  async batch(posts: readonly PreparedPost[], at = NOW): Promise<LaneEvent[]> {
    const { events } = await this.#lane.write(posts, at);
    this.events.push(...events);
    return [...events];
  }

  /** A message is erased. */
  erase(id: string, at = NOW): LaneEvent | null {
    const record = this.#lane.records.get(id);
    const event = record ? decideErasure(this.#lane.state, record, at) : null;
    if (event) {
      this.#lane.remember([event]);
      this.events.push(event);
    }
    return event;
  }

  /** The present records, by id. */
  messages(): Map<string, unknown> {
    return new Map([...this.#lane.records].map(([id, { message }]) => [id, message]));
  }

  /** Plays steps in batches that end after the given positions; an erasure always ends a batch. */
  static async of(steps: readonly Step[], ends: ReadonlySet<number>): Promise<History> {
    const history = new History();
    let batch: PreparedPost[] = [];
    for (const [at, step] of steps.entries()) {
      if ("post" in step) batch.push(step.post);
      if (ends.has(at) || "erase" in step || at === steps.length - 1) {
        if (batch.length > 0) await history.batch(batch);
        batch = [];
      }
      if ("erase" in step) history.erase(step.erase);
    }
    return history;
  }
}

/** A post of the source `province`, collected at a minute of the test's hour. */
export function postAt(minute: number, fields: Partial<RawPostInput> = {}): PreparedPost {
  return preparedPost({ collectedAt: minuteOf(minute), ...fields });
}

export const minuteOf = (minute: number): string => `2026-05-06T01:${String(minute).padStart(2, "0")}:00.000Z`;

/** Id of a message of the source `province`. */
export const idOf = (externalId: string): string => messageId("province", externalId);
