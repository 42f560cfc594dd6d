import { pino } from "pino";
import type { LabPlatform } from "../../../lab/platform.ts";
import type { Connector, ConnectorContext, Page, SecretState } from "../../../src/connector/connector.ts";
import { createHttp, type RequestEvent } from "../../../src/connector/polite-http.ts";
import type { RawPost } from "../../../src/record/raw-post.ts";

/** A source that polls an imitated platform through the kit's own client. */
export interface TestSource<S, C> {
  readonly context: ConnectorContext<S>;
  readonly requests: RequestEvent[];
  /** The cursor of the last page. */
  cursor: C;
  now: Date;
  /** Polls to the end and gives the posts. */
  poll(): Promise<RawPost[]>;
  /** Polls to the end and gives the pages. */
  pages(): Promise<Page<C>[]>;
}

/** Makes a source of a connector that asks a lab. */
export function sourceOf<S, C>(
  connector: Connector<S, C>,
  lab: LabPlatform,
  start: Date,
  settings: Record<string, unknown> = {},
): TestSource<S, C> {
  const requests: RequestEvent[] = [];
  const parsed = connector.settings.parse({ ...lab.settings(), ...settings });
  const now = () => source.now;
  const http = createHttp({
    origins: connector.origins(parsed),
    pace: { minInterval: 0, concurrency: 1, detailsPerHour: 10_000 },
    allowPrivate: ["127.0.0.0/8"],
    contact: null,
    now,
    onRequest: (event) => requests.push(event),
    retryPause: 1,
  });
  const context: ConnectorContext<S> = {
    source: connector.id,
    settings: parsed,
    http,
    browser: { open: () => Promise.reject(new Error("this connector needs no browser")) },
    secrets: secretsInMemory(),
    log: pino({ level: "silent" }),
    now,
    signal: new AbortController().signal,
  };
  const source: TestSource<S, C> = {
    context,
    requests,
    cursor: connector.start,
    now: start,
    async pages() {
      const pages: Page<C>[] = [];
      for await (const page of connector.poll(context, source.cursor)) {
        // The cursor goes through JSON and its own schema, as it does on its way through the store.
        source.cursor = connector.cursor.parse(JSON.parse(JSON.stringify(page.cursor)));
        pages.push(page);
      }
      return pages;
    },
    poll: async () => (await source.pages()).flatMap((page) => page.posts),
  };
  return source;
}

/** A renewable secret, changed by one caller at a time as the store's is. */
export function secretsInMemory(): SecretState {
  let value: Record<string, unknown> | null = null;
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
