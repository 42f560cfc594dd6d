import { type SourceControl, type SourceView, UnknownSource } from "../src/api/ports.ts";
import type { Config } from "../src/config/config.ts";
import type { Message } from "../src/record/message.ts";
import { utc } from "../src/record/time.ts";
import type { SourceChange, SourceState } from "../src/store/store.ts";
import { pollNow } from "./collect.ts";
import { eraseMessages, type LaneRequestTools } from "./lane-requests.ts";
import { type PreviewTools, previewMessages } from "./preview.ts";
import type { SourceRuntime } from "./source-runtime.ts";
import { sealCursor } from "./stored-cursor.ts";

/** What operating sources needs. */
export interface SourceControlTools extends PreviewTools, LaneRequestTools {
  readonly config: Pick<Config, "sources">;
  readonly runtimes: ReadonlyMap<string, SourceRuntime>;
}

/** Longest time for `check` and `preview`. */
const PATIENCE_MS = 120_000;

/** What an operator does with sources; each method's promise stands at the port. */
export function createSourceControl(tools: SourceControlTools): SourceControl {
  const { store, queues, runtimes, now } = tools;

  function runtimeOf(name: string): SourceRuntime {
    const runtime = runtimes.get(name);
    if (runtime) return runtime;
    const known = [...runtimes.keys()].join(", ") || "none";
    throw new UnknownSource(`no source ${name} is configured (configured: ${known})`);
  }

  async function viewOf(runtime: SourceRuntime, state: SourceState | null): Promise<SourceView> {
    const { name, connector, every, budget } = runtime.config;
    const spent = budget ? await store.sources.spent(name, budget.periodMs, utc(now())) : 0;
    return {
      name,
      connector,
      state: state?.state ?? "ok",
      reason: state?.reason ?? null,
      lastPollAt: state?.lastPollAt ?? null,
      lastPostAt: state?.lastPostAt ?? null,
      retryAt: state?.retryAt ?? null,
      failures: state?.failures ?? 0,
      pages: state?.pages ?? 0,
      posts: state?.posts ?? 0,
      every,
      budget: budget && {
        amount: budget.amount,
        period: budget.text.slice(budget.text.indexOf("/") + 1),
        left: Math.max(0, budget.amount - spent),
      },
    };
  }

  async function change(name: string, wanted: SourceChange): Promise<SourceView> {
    const runtime = runtimeOf(name);
    return viewOf(runtime, await store.sources.update(name, runtime.connector.id, wanted));
  }

  async function poll(name: string): Promise<SourceView> {
    const view = await change(name, {});
    await queues.enqueue("collect", `poll-${name}-${now().getTime()}`, pollNow(name));
    return view;
  }

  return {
    async list() {
      const states = new Map((await store.sources.list()).map((state) => [state.name, state]));
      return Promise.all([...runtimes].map(([name, runtime]) => viewOf(runtime, states.get(name) ?? null)));
    },
    pause: (name) => change(name, { state: "paused", reason: "paused by an operator" }),
    resume: (name) => change(name, { state: "ok", reason: null, retryAt: null, failures: 0 }),
    poll,
    async backfill(name, since) {
      const { connector, config } = runtimeOf(name);
      const cursor = since === null ? connector.start : connector.startAt(new Date(since), config.settings);
      await change(name, { cursor: sealCursor(tools.vault, name, cursor), retryAt: null });
      return poll(name);
    },
    async purge(name, since, actor) {
      runtimeOf(name);
      const due: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await store.messages.search({
          source: [name],
          sort: "recordedAt",
          descending: false,
          limit: 500,
          cursor,
        });
        due.push(...page.items.filter(({ times }) => since === null || times.postedAt >= since).map(({ id }) => id));
        if (page.next === null) break;
        cursor = page.next;
      }
      await eraseMessages(due, actor, `source ${name} purged`, tools);
      await store.audit.append({ at: utc(now()), actor, action: "source.purged", subject: name, reason: since });
      if (since === null) await store.sources.forget(name);
      return { erased: due.length };
    },
    async *check(name) {
      const runtime = runtimeOf(name);
      yield* runtime.connector.check(runtime.context(AbortSignal.timeout(PATIENCE_MS)));
    },
    async preview(name, limit): Promise<Message[]> {
      return previewMessages(runtimeOf(name), limit, AbortSignal.timeout(PATIENCE_MS), tools);
    },
  };
}
