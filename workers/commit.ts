import type { DueRules } from "../src/handling/due-at.ts";
import { decide } from "../src/lane/decide.ts";
import { decideErasure } from "../src/lane/erase.ts";
import { type LaneState, loadLaneState } from "../src/lane/lane-state.ts";
import type { Vault } from "../src/privacy/seal.ts";
import type { Job } from "../src/queue/queue.ts";
import { utc } from "../src/record/time.ts";
import { type DeadLetter, LaneTaken, type Store } from "../src/store/store.ts";
import type { Telemetry } from "../src/telemetry.ts";
import { deadLetter } from "./dead-letter.ts";
import { CommitJob, PreparedBatch, preparedLabel } from "./prepare.ts";

/**
 * Commit reads the queue `commit` and writes the store. One at a time per county: it is the only writer of the lane.
 * Idempotent: a batch that is settled changes nothing. A second writer (a stalled job, a paused process that woke up) is
 * refused by the store, not by luck: this one then reloads what it knows and decides again. Dying at any line leaves
 * the store as it was or as it is to be.
 */

/** How often a refused write is decided again before the job goes back to the queue. */
const ROUNDS = 5;

/** What the committer works with. */
export interface CommitTools {
  readonly store: Store;
  readonly vault: Vault;
  readonly rules: DueRules;
  readonly telemetry: Telemetry;
  readonly now: () => Date;
}

/** The lane's writer. Its state is loaded at the first job, and anew after every write that did not surely succeed. */
export class Committer {
  readonly #tools: CommitTools;
  #state: LaneState | null = null;

  constructor(tools: CommitTools) {
    this.#tools = tools;
  }

  /** Takes one job. @throws what the store throws, so that the queue tries again */
  async handle(job: Job): Promise<void> {
    const request = CommitJob.parse(JSON.parse(job.payload));
    if (request.do === "erase") await this.#erase(request);
    else await this.#commit(this.#open(request));
  }

  #open({ batch, sealed }: { batch: string; sealed: string }): PreparedBatch {
    const text = this.#tools.vault.open(Buffer.from(sealed, "base64"), preparedLabel(batch));
    return PreparedBatch.parse(JSON.parse(text));
  }

  async #commit(prepared: PreparedBatch): Promise<void> {
    const { store, rules, now, telemetry } = this.#tools;
    const started = performance.now();
    await this.#write(async (state) => {
      const expectedSeq = state.seq;
      const read = (ids: readonly string[]) => store.lane.records(ids);
      const { events, originals, tally } = await decide(state, prepared.posts, { read, rules, at: utc(now()) });
      const dead = prepared.rejected.map((rejected) => this.#letterOf(prepared, rejected));
      const outcome = await store.lane.commit({ batch: prepared.batch, expectedSeq, events, originals, dead });
      // Settled by another run: what was decided here was not written.
      if (outcome === "settled" && events.length > 0) this.#forget("a batch was settled already");
      if (outcome === "written") {
        telemetry.batchCommitted(prepared.batch, events.length, tally, (performance.now() - started) / 1000);
      }
    });
  }

  async #erase({ id, actor, reason }: { id: string; actor: string; reason: string | null }): Promise<void> {
    const { store, now } = this.#tools;
    await this.#write(async (state) => {
      const [record] = await store.lane.records([id]);
      if (!record) return;
      const expectedSeq = state.seq;
      const at = utc(now());
      const event = decideErasure(state, record, at);
      if (!event) return;
      await store.lane.erase({
        expectedSeq,
        event,
        audit: { at, actor, action: "message.erased", subject: id, reason },
      });
    });
  }

  /** Decides and writes; after a refusal, reloads and decides again. */
  async #write(attempt: (state: LaneState) => Promise<void>): Promise<void> {
    for (let round = 1; ; round += 1) {
      this.#state ??= await loadLaneState(this.#tools.store.lane, this.#tools.now());
      try {
        await attempt(this.#state);
        return;
      } catch (error) {
        // Whether or not it was written is unknown: only the store knows what stands.
        this.#forget((error as Error).message);
        if (!(error instanceof LaneTaken) || round === ROUNDS) throw error;
      }
    }
  }

  #forget(reason: string): void {
    this.#state = null;
    this.#tools.telemetry.laneReloaded(reason);
  }

  #letterOf(prepared: PreparedBatch, rejected: PreparedBatch["rejected"][number]): DeadLetter {
    const { vault } = this.#tools;
    const { code, path, message } = rejected;
    const payload = vault.open(Buffer.from(rejected.sealed, "base64"), "rejected");
    const { batch, source } = prepared;
    return deadLetter(
      vault,
      { stage: "prepare", source, batch, line: null, code, path, message, payload },
      new Date(rejected.at),
    );
  }
}
