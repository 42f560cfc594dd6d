import type { Lane } from "../store/store.ts";
import { decodeFingerprint } from "../text/group/fingerprint.ts";
import { GroupIndex } from "../text/group/group-index.ts";
import { ERASED_STATE, Identities, stateHash } from "./identities.ts";

/**
 * What the lane's writer knows without asking: the last seq, every identity, and the fingerprints of the window.
 * It is only as good as the store it was loaded from: after a refused or uncertain write it is thrown away.
 */
export interface LaneState {
  seq: number;
  readonly identities: Identities;
  readonly groups: GroupIndex;
}

/** How far back fingerprints are kept in memory: a matter is reported again within months, not years. */
export const FINGERPRINT_WINDOW_DAYS = 365;

/**
 * Loads the lane's state from the store.
 * @param now the present moment, from which the window counts back
 */
export async function loadLaneState(lane: Lane, now: Date): Promise<LaneState> {
  const since = new Date(now.getTime() - FINGERPRINT_WINDOW_DAYS * 86_400_000).toISOString();
  // Read before the members: a write in between makes the next commit fail its fence instead of being overlooked.
  const seq = await lane.lastSeq();
  const identities = new Identities();
  const groups = new GroupIndex();
  for await (const members of lane.load(since)) {
    for (const member of members) {
      identities.set(member.id, member.erased ? ERASED_STATE : stateHash(member));
      if (member.fingerprint) {
        groups.restore({ id: member.id, fingerprint: decodeFingerprint(member.fingerprint), group: member.group });
      }
    }
  }
  return { seq, identities, groups };
}
