import pino from "pino";
import type { LabPlatform } from "../../lab/platform.ts";
import type { AnyConnector, CheckLine, ConnectorContext, Page, SecretState } from "../../src/connector/connector.ts";
import type { Dropped, Payload } from "../../src/connector/errors.ts";
import { createBrowser } from "../../src/connector/playwright-browser.ts";
import { createHttp, type PoliteHttp } from "../../src/connector/polite-http.ts";
import type { RawPost } from "../../src/record/raw-post.ts";

/** A clock that tests move: labs, stories, the HTTP client and connectors read the same one. */
export class TestClock {
  #ms: number;
  constructor(start = "2026-03-10T04:00:00.000Z") {
    this.#ms = Date.parse(start);
  }
  readonly now = (): Date => new Date(this.#ms);
  forward(ms: number): void {
    this.#ms += ms;
  }
}

/** A source as the collect worker holds it between polls. */
export interface TestSource {
  readonly connector: AnyConnector;
  readonly context: ConnectorContext<unknown>;
  readonly http: PoliteHttp;
  /** Paths of all requests so far, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** What one poll gave. */
export interface Collected {
  readonly pages: Page<unknown>[];
  readonly posts: RawPost[];
  readonly dropped: Dropped[];
  readonly raw: Payload[];
  /** Where the next poll goes on; as it comes back from the store. */
  readonly cursor: unknown;
  /** What ended the poll early. */
  readonly error: unknown;
}

/** How a test's source differs from the lab's settings. */
export interface SourceOptions {
  readonly clock: TestClock;
  readonly settings?: Record<string, unknown>;
  readonly detailsPerHour?: number;
  readonly secrets?: SecretState;
}

/** Secrets in memory, changed one after the other. */
export function memorySecrets(start: Record<string, unknown> | null = null): SecretState {
  let value = start;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    read: async () => value,
    update(change) {
      const next = turn.then(async () => {
        value = await change(value);
        return value;
      });
      turn = next.catch(() => {});
      return next;
    },
  };
}

/** A source that polls a lab through the real HTTP client and, where it needs one, the real browser. */
export function source(connector: AnyConnector, lab: LabPlatform, options: SourceOptions): TestSource {
  const settings = connector.settings.parse({ ...lab.settings(), ...options.settings });
  const { now } = options.clock;
  const origins = connector.origins(settings);
  const abort = new AbortController();
  const asked: string[] = [];
  const http = createHttp({
    origins,
    pace: { minInterval: 0, concurrency: 1, detailsPerHour: options.detailsPerHour ?? 100_000 },
    allowPrivate: ["127.0.0.0/8", "::1/128"],
    contact: null,
    now,
    signal: abort.signal,
    validators: new Map(),
    timeout: 3000,
    retryPause: 2,
    onRequest: (event) => asked.push(event.path),
  });
  const browser = createBrowser({ origins, beforeOpen: http.beforeOpen });
  const context = {
    source: "test-source",
    settings,
    http,
    browser,
    secrets: options.secrets ?? memorySecrets(),
    log: pino({ level: "silent" }),
    now,
    signal: abort.signal,
  };
  const close = async () => {
    abort.abort();
    await browser.close();
  };
  return { connector, context, http, asked, close };
}

/** Polls once from a cursor (the start unless told) and gathers what comes; an error ends it and is handed back. */
export async function collectAll({ connector, context }: TestSource, cursor?: unknown): Promise<Collected> {
  const pages: Page<unknown>[] = [];
  let last = cursor ?? connector.start;
  let error: unknown = null;
  try {
    for await (const page of connector.poll(context, connector.cursor.parse(last))) {
      pages.push(page);
      // The store keeps JSON: what does not survive it is not in a cursor.
      last = JSON.parse(JSON.stringify(page.cursor));
      connector.cursor.parse(last);
    }
  } catch (caught) {
    error = caught;
  }
  return {
    pages,
    posts: pages.flatMap((page) => page.posts),
    dropped: pages.flatMap((page) => page.dropped),
    raw: pages.flatMap((page) => page.raw),
    cursor: last,
    error,
  };
}

/** All lines of a check. */
export async function checkLines({ connector, context }: TestSource): Promise<CheckLine[]> {
  const lines: CheckLine[] = [];
  for await (const line of connector.check(context)) lines.push(line);
  return lines;
}
