import { type BackendFactory, createPostgresBackend, createRedisBackend, type IQueueBackend } from "bullmq";
import { Redis } from "ioredis";
import type { EngineAddress } from "../embedded/open.ts";

/** What the queue port needs of a BullMQ backend. */
export interface QueueBackend {
  /** Connection options as the factory takes them. */
  readonly connection: unknown;
  readonly factory: BackendFactory<IQueueBackend, never>;
  /** Seconds an idle worker waits before it looks again, beside being notified. */
  readonly drainDelay: number;
  /** Ends connections that the backend shares; BullMQ ends its own. */
  close(): Promise<void>;
}

/**
 * BullMQ on PostgreSQL, as the embedded engine serves it.
 *
 * BullMQ caps an idle worker's wait at an hour there and trusts the notification to come; the cap is set to half a
 * second, so that a lost notification costs that much (`docs/decisions/0003-queue-on-postgresql.md` has the figures).
 * A named schema would be selected by a connection option, which one shared session cannot have: so `public`.
 */
export function postgresBackend(address: EngineAddress): QueueBackend {
  const factory: BackendFactory<IQueueBackend, never> = (name, options, extra) => {
    const backend = createPostgresBackend(name, options, extra);
    Object.defineProperty(backend, "maximumBlockTimeout", { get: () => 0.5 });
    return backend;
  };
  return {
    connection: { ...address, max: 2, schema: "public", migrate: true },
    factory,
    drainDelay: 0.5,
    close: async () => undefined,
  };
}

/** BullMQ on Redis. @param url `redis://…`; the server must not evict (`maxmemory-policy noeviction`) */
export function redisBackend(url: string): QueueBackend {
  // Blocking reads must not give up (BullMQ demands null); each queue and worker duplicates this client.
  const client = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  client.on("error", () => undefined);
  return {
    connection: client,
    factory: createRedisBackend as BackendFactory<IQueueBackend, never>,
    drainDelay: 5,
    close: async () => client.disconnect(),
  };
}
