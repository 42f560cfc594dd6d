import type { ErasedMessage } from "../record/message.ts";
import type { LaneEvent, StoredRecord } from "../store/store.ts";
import { ERASED_STATE } from "./identities.ts";
import type { LaneState } from "./lane-state.ts";

/**
 * The event that erases a message: what is left says which message it was, and nothing of what it said.
 * Moves `state` along as `decide` does.
 * @param at the moment of erasing, RFC 3339 in UTC
 * @returns null where the message is erased already
 */
export function decideErasure(state: LaneState, record: StoredRecord, at: string): LaneEvent | null {
  const { message } = record;
  if (message.state === "erased") return null;
  const { connector, name, externalId, channel } = message.source;
  const seq = state.seq + 1;
  const erased: ErasedMessage = {
    id: message.id,
    seq,
    source: { connector, name, externalId, channel },
    state: "erased",
  };
  state.seq = seq;
  state.identities.set(message.id, ERASED_STATE);
  state.groups.remove(message.id);
  return {
    event: { seq, type: "message.erased", at, message: erased },
    state: { ...record.state, version: record.state.version + 1, contentHash: "", officialHash: "", fingerprint: "" },
  };
}
