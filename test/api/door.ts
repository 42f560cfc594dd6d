import { createHash } from "node:crypto";
import type { FastifyInstance, InjectOptions } from "fastify";
import pino from "pino";
import { Registry } from "prom-client";
import type { ApiDependencies } from "../../src/api/ports.ts";
import { createApi } from "../../src/api/server.ts";
import type { ApiToken, Permission } from "../../src/config/api-token.ts";
import type { Queues } from "../../src/queue/queue.ts";
import { Contract } from "./contract.ts";
import { MemoryStore } from "./memory-store.ts";
import { FakeSources } from "./sources.ts";

/** The door with a store in memory behind it. */
export interface Door {
  readonly app: FastifyInstance;
  readonly store: MemoryStore;
  readonly sources: FakeSources;
  /** What was asked of the rooms behind, in order. */
  readonly done: string[];
  readonly log: string[];
  /** Asks, and holds the answer against openapi.json. */
  ask(method: "GET" | "POST" | "DELETE", url: string, more?: Partial<InjectOptions>): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape the contract check has held already
  readonly body: any;
}

export const NOW = "2026-11-24T08:00:00.000Z";

/** A token as the configuration has it, and the secret that a client sends. */
export function token(name: string, ...permissions: Permission[]): ApiToken & { readonly bearer: string } {
  const secret = `secret-of-${name}`;
  const sha256 = createHash("sha256").update(secret).digest("hex");
  return { name, sha256, permissions, bearer: `Bearer ${secret}` };
}

/** The document is the same for every door: its schemas are compiled once. */
let contract: Contract | null = null;

/** Opens a door. It listens nowhere, so that nothing is left behind when the test ends. */
export async function openDoor(change: Partial<ApiDependencies> = {}): Promise<Door> {
  const store = new MemoryStore();
  const done: string[] = [];
  const log: string[] = [];
  const sources = new FakeSources(done);
  const metrics = new Registry();
  metrics.setDefaultLabels({});
  const app = await createApi({
    county: { division: "431226", name: "麻阳苗族自治县" },
    directory: "/srv/heartbridge/data",
    tokens: [],
    store,
    queues: { counts: async () => ({ waiting: 1, active: 2, delayed: 3, failed: 4 }) } as Partial<Queues> as Queues,
    intake: {
      accept: async (lines, firstLine) => {
        done.push(`accept ${lines.length} from ${firstLine}`);
        const rejected = lines.flatMap((line, index) =>
          line.startsWith("{") && line.endsWith("}")
            ? []
            : [{ line: firstLine + index, path: "", message: "expected JSON" }],
        );
        return { accepted: lines.length - rejected.length, rejected, batches: lines.length > 0 ? ["batch-1"] : [] };
      },
    },
    sources,
    lane: {
      erase: async (id, actor, reason) => {
        done.push(`erase ${id} by ${actor} because ${reason}`);
        const message = await store.messages.find(id);
        if (message === null) return false;
        const { connector, name, externalId, channel } = message.source;
        const seq = store.events.length + 1;
        const source = { connector, name, externalId, channel };
        store.append({ seq, type: "message.erased", at: NOW, message: { id, seq, source, state: "erased" } });
        return true;
      },
      replay: async (id) =>
        id === "dead-1" ? { outcome: "rejected", path: "text", message: "expected string" } : null,
    },
    opener: {
      original: (sealed) => JSON.parse(Buffer.from(sealed).toString()),
      dead: (sealed) => Buffer.from(sealed).toString(),
    },
    metrics,
    log: pino({ level: "debug" }, { write: (line: string) => void log.push(line) }),
    now: () => new Date(NOW),
    ready: () => ({ ready: true, reason: null }),
    ...change,
  });
  contract ??= new Contract((await app.inject("/openapi.json")).json());
  const held = contract;
  return {
    app,
    store,
    sources,
    done,
    log,
    async ask(method, url, more = {}) {
      const got = await app.inject({ method, url, ...more });
      const isJson = String(got.headers["content-type"]).includes("json");
      const answer = {
        status: got.statusCode,
        headers: got.headers,
        text: got.body,
        body: isJson && got.body !== "" ? got.json() : null,
      };
      held.hold(method, url, answer);
      return answer;
    },
  };
}
