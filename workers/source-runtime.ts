import type { Logger } from "pino";
import type { Config, SourceConfig } from "../src/config/config.ts";
import type { AnyConnector, ConnectorContext, SecretState } from "../src/connector/connector.ts";
import { Retry } from "../src/connector/errors.ts";
import { createBrowser } from "../src/connector/playwright-browser.ts";
import { createHttp, type PoliteHttp } from "../src/connector/polite-http.ts";
import type { Vault } from "../src/privacy/seal.ts";
import { utc } from "../src/record/time.ts";
import type { Sources } from "../src/store/store.ts";
import type { Telemetry } from "../src/telemetry.ts";

/** A configured source, with what its connector works with. Kept between polls: it remembers pace and page versions. */
export interface SourceRuntime {
  readonly config: SourceConfig;
  readonly connector: AnyConnector;
  /** A connector's context for one piece of work. */
  context(signal: AbortSignal): ConnectorContext<unknown>;
  close(): Promise<void>;
}

/** What runtimes are made of. */
export interface RuntimeTools {
  readonly network: Config["network"];
  readonly store: Sources;
  readonly vault: Vault;
  readonly telemetry: Telemetry;
  readonly log: Logger;
  readonly now: () => Date;
}

/** How often a secret is written again after another process has changed it. */
const SECRET_ROUNDS = 5;

/** Builds a source's client and browser; nothing is asked before the first poll. */
export function createSourceRuntime(config: SourceConfig, connector: AnyConnector, tools: RuntimeTools): SourceRuntime {
  const { store, telemetry, now } = tools;
  const origins = connector.origins(config.settings);
  const { budget } = config;
  const http: PoliteHttp = createHttp({
    origins,
    pace: config.pace,
    allowPrivate: tools.network.allowPrivate,
    contact: null,
    now,
    validators: new Map(),
    onRequest: ({ status }) => telemetry.requestMade(config.name, status === 0 ? "error" : status),
    ...(budget && {
      budget: {
        async take() {
          const again = await store.spend(config.name, budget.amount, budget.periodMs, utc(now()));
          return again === null ? null : new Date(again);
        },
      },
    }),
  });
  const browser = createBrowser({ origins, beforeOpen: (url) => http.beforeOpen(url) });
  const log = tools.log.child({ source: config.name });
  return {
    config,
    connector,
    context: (signal) => ({
      source: config.name,
      settings: config.settings,
      http,
      browser,
      secrets: secretsOf(config.name, store, tools.vault),
      log,
      now,
      signal,
    }),
    close: () => browser.close(),
  };
}

function secretsOf(source: string, store: Sources, vault: Vault): SecretState {
  const label = `secret:${source}`;
  const load = async () => {
    const stored = await store.readSecret(source);
    const value = stored && (JSON.parse(vault.open(stored.sealed, label)) as Record<string, unknown>);
    return { version: stored?.version ?? 0, value };
  };
  return {
    read: async () => (await load()).value,
    async update(change) {
      for (let round = 0; round < SECRET_ROUNDS; round += 1) {
        const { version, value } = await load();
        const next = await change(value);
        // Another process was first: its value is newer, so the change is made again on top of it.
        if (await store.writeSecret(source, version, vault.seal(JSON.stringify(next), label))) return next;
      }
      throw new Retry(`the stored secrets of ${source} kept changing under ${SECRET_ROUNDS} writes`);
    },
  };
}
