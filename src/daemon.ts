import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { connectors } from "../connectors/registry.ts";
import { loadClassifier } from "../workers/classifier-file.ts";
import { createCollect } from "../workers/collect.ts";
import { Committer } from "../workers/commit.ts";
import { createIntake } from "../workers/intake.ts";
import { createLaneRequests } from "../workers/lane-requests.ts";
import { createPrepare } from "../workers/prepare.ts";
import { createPreparePool } from "../workers/prepare-pool.ts";
import { createSourceControl } from "../workers/source-control.ts";
import { createSourceRuntime, type SourceRuntime } from "../workers/source-runtime.ts";
import { createTend, RETAIN_EVERY_MS, SWEEP_EVERY_MS, sweep } from "../workers/tend.ts";
import { createApi } from "./api/server.ts";
import type { Config } from "./config/config.ts";
import type { AnyConnector } from "./connector/connector.ts";
import { type EmbeddedEngine, openEngine } from "./embedded/open.ts";
import { resolveKeys } from "./privacy/keys.ts";
import { createVault } from "./privacy/seal.ts";
import { postgresBackend } from "./queue/backend.ts";
import { BullQueues } from "./queue/bull-queues.ts";
import { QUEUE_NAMES } from "./queue/queue.ts";
import { openPostgresStore } from "./store/postgres/index.ts";
import type { Store } from "./store/store.ts";
import { createTelemetry } from "./telemetry.ts";

/**
 * The composition root: the only place that knows every room. It opens the profile's store and queue, starts the
 * workers of the roles, and gives the HTTP door, which the daemon serves and the command line also asks in process.
 */

/** What a process does: poll sources; prepare, commit and tend; answer HTTP. */
export const ROLES = ["collect", "work", "api"] as const;
export type Role = (typeof ROLES)[number];

/** A running installation, or as much of it as its roles say. */
export interface Application {
  /** The HTTP door; it does not listen yet. */
  readonly api: FastifyInstance;
  readonly store: Store;
  /** Rejects when a part without which nothing works ends by itself. */
  readonly failed: Promise<never>;
  /** Stops polling, lets running jobs end until the deadline, closes queues, then the store. */
  close(deadlineMilliseconds: number): Promise<void>;
}

/** The configuration names something that this program cannot run. */
export class Unsupported extends Error {
  override readonly name = "Unsupported";
}

/**
 * Opens the application of a configuration.
 * @param options.roles workers to start; none for commands that only read
 * @throws StoreLocked while another process holds the data folder
 * @throws Unsupported for a profile that is not there
 */
export async function openApplication(
  config: Config,
  options: { roles: readonly Role[]; log: Logger; now?: () => Date },
): Promise<Application> {
  const { log, roles } = options;
  const now = options.now ?? (() => new Date());
  if (config.storage.kind !== "embedded" || config.queue.kind !== "embedded") {
    throw new Unsupported("this version runs storage.embedded with queue.embedded only");
  }
  const { directory } = config.storage;
  const closers: ((deadline: number) => Promise<unknown>)[] = [];
  const closeAll = async (deadline: number) => {
    for (const close of closers.splice(0).reverse()) await close(deadline);
  };
  try {
    const engine: EmbeddedEngine = await openEngine(directory);
    closers.push(() => engine.close());
    const keys = resolveKeys(config.privacy, directory);
    if (keys.made) log.info({ folder: `${directory}/keys` }, "keys were made; keep a copy, what is sealed needs them");
    const telemetry = createTelemetry(log);
    const pool = createPreparePool(keys);
    closers.push(() => pool.close());
    const store = await openPostgresStore(engine.address);
    closers.push(() => store.close());
    const queues = new BullQueues(postgresBackend(engine.address), telemetry.queueTroubled);
    closers.push((deadline) => queues.close(deadline));

    const vault = createVault(keys.sealKey);
    const runtimes = new Map<string, SourceRuntime>();
    for (const source of config.sources) {
      // The configuration was read against this very registry.
      const connector = connectors[source.connector] as AnyConnector;
      const tools = { network: config.network, store: store.sources, vault, telemetry, log, now };
      runtimes.set(source.name, createSourceRuntime(source, connector, tools));
    }
    closers.push(() => Promise.all([...runtimes.values()].map((runtime) => runtime.close())));

    const base = { store, queues, vault, telemetry, now };
    const lane = createLaneRequests(base);
    const rules = config.urgency;
    let stopping = false;
    const api = await createApi({
      county: config.county,
      directory,
      tokens: config.api.tokens,
      store,
      queues,
      intake: createIntake(base),
      sources: createSourceControl({
        ...base,
        config,
        runtimes,
        prepareTools: () => ({ classifier: loadClassifier(), vault, authorKey: keys.authorKey }),
        rules,
      }),
      lane,
      opener: {
        original: (sealed, id) => JSON.parse(vault.open(sealed, `original:${id}`)),
        dead: (sealed, id) => vault.open(sealed, `dead:${id}`),
      },
      metrics: telemetry.registry,
      log,
      now,
      ready: () => ({ ready: !stopping, reason: stopping ? "the daemon is stopping" : null }),
    });
    closers.push(() => api.close());

    if (roles.length > 0) {
      // Nobody else can be running: this process holds the folder. What a killed process left in the queues (locks that
      // have yet to run out) is thrown away, and the archive fills them anew.
      for (const name of QUEUE_NAMES) await queues.wipe(name);
    }
    if (roles.includes("work")) {
      const committer = new Committer({ ...base, rules });
      await queues.process("commit", 1, (job) => committer.handle(job));
      const prepare = createPrepare({ ...base, archive: store.archive, prepare: pool.prepare });
      await queues.process("ingest", pool.concurrency, prepare);
      await queues.process("tend", 1, createTend({ ...base, config }));
      await queues.schedule("tend", "sweep", SWEEP_EVERY_MS);
      await queues.schedule("tend", "retain", RETAIN_EVERY_MS);
      await sweep({ ...base, config }, now());
    }
    if (roles.includes("collect") && runtimes.size > 0) {
      await queues.process("collect", runtimes.size, createCollect({ ...base, runtimes }));
      for (const { name, everyMs } of config.sources) await queues.schedule("collect", name, everyMs);
    }
    return {
      api,
      store,
      failed: engine.failed,
      async close(deadline) {
        stopping = true;
        await closeAll(deadline);
      },
    };
  } catch (error) {
    await closeAll(1_000);
    throw error;
  }
}

/** How long SIGTERM waits for running jobs; whatever is not done by then is done again at the next start. */
const DRAIN_MS = 8_000;

/**
 * Runs the daemon until it is told to stop (SIGTERM, SIGINT) or a part fails.
 * @returns the exit code: 0 stopped as told, 1 a part failed
 */
export async function runDaemon(config: Config, options: { roles: readonly Role[]; log: Logger }): Promise<number> {
  const { log, roles } = options;
  const application = await openApplication(config, { roles, log });
  const stopped = new Promise<number>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.once(signal, () => {
        log.info({ signal }, "stopping");
        resolve(0);
      });
    }
    application.failed.catch((error: Error) => {
      log.fatal({ error: error.message }, "a part that nothing works without has ended");
      resolve(1);
    });
  });
  try {
    if (roles.includes("api")) {
      const { host, port } = listenAddress(config, log);
      await application.api.listen({ host, port });
      log.info({ host, port, county: config.county.division, sources: config.sources.length }, "heartbridge is up");
    }
    return await stopped;
  } finally {
    await application.close(DRAIN_MS);
    log.info("stopped");
  }
}

/** Without a token anybody could read and erase: then the door is on loopback, whatever `api.host` says. */
function listenAddress({ api }: Config, log: Logger): { host: string; port: number } {
  const loopback = api.host === "localhost" || api.host === "::1" || api.host.startsWith("127.");
  if (loopback || api.tokens.length > 0) return { host: api.host, port: api.port };
  log.warn({ host: api.host }, "no api.tokens are configured: listening on 127.0.0.1 only");
  return { host: "127.0.0.1", port: api.port };
}
