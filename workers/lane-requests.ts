import { setTimeout as sleep } from "node:timers/promises";
import { type LaneRequests, LaneSilent } from "../src/api/ports.ts";
import type { Vault } from "../src/privacy/seal.ts";
import type { Queues } from "../src/queue/queue.ts";
import { utc } from "../src/record/time.ts";
import type { Store } from "../src/store/store.ts";
import { dispatch, sealBatch } from "./batch.ts";
import { readPost } from "./intake.ts";
import type { CommitJob } from "./prepare.ts";

/** How long a request waits for the lane's writer before the caller is told that it is not known yet. */
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 50;

/** What asking the lane needs. */
export interface LaneRequestTools {
  readonly store: Store;
  readonly queues: Queues;
  readonly vault: Vault;
  readonly now: () => Date;
}

/** Asks the lane's writer, through its queue, for what only it may do, and waits until the store shows it done. */
export function createLaneRequests(tools: LaneRequestTools): LaneRequests {
  const { store, queues, vault, now } = tools;
  return {
    async erase(id, actor, reason) {
      if (!(await store.messages.find(id))) return false;
      await eraseMessages([id], actor, reason, tools);
      return true;
    },
    async replay(deadId) {
      const letter = await store.dead.get(deadId);
      if (!letter) return null;
      const read = readPost(vault.open(letter.sealed, `dead:${letter.id}`));
      if (!("post" in read)) {
        await store.dead.add([{ ...letter, at: utc(now()) }]);
        return { outcome: "rejected", path: read.path, message: read.message };
      }
      const batch = sealBatch(vault, letter.source, [read.post], [], now(), utc(now()));
      await dispatch(store.archive, queues, batch);
      await store.dead.remove(deadId);
      return { outcome: "accepted", path: "", message: "the post is on its way again" };
    },
  };
}

/**
 * Erases messages, and makes sure that nothing of them is in any file.
 * @throws LaneSilent
 */
export async function eraseMessages(
  ids: readonly string[],
  actor: string,
  reason: string | null,
  { store, queues }: LaneRequestTools,
): Promise<void> {
  for (const id of ids) {
    const job: CommitJob = { do: "erase", id, actor, reason };
    await queues.enqueue("commit", `erase-${id}`, JSON.stringify(job));
  }
  for (const id of ids) {
    const until = Date.now() + PATIENCE_MS;
    while ((await store.messages.find(id))?.state !== "erased") {
      if (Date.now() > until) {
        throw new LaneSilent(
          `message ${id} is not erased after ${PATIENCE_MS / 1000} s: is a process with the role work running?`,
        );
      }
      await sleep(LOOK_EVERY_MS);
    }
  }
  await store.retention.scrub();
}
