import { pino } from "pino";
import { connectors } from "../../connectors/registry.ts";
import type { AnyConnector, ConnectorContext, SecretState } from "../../src/connector/connector.ts";
import { createHttp } from "../../src/connector/polite-http.ts";
import { cpuOf, type Figure, median } from "../support/timing.ts";
import { withLab } from "../support/with-lab.ts";

const HOUR = 3_600_000;
/** Polls before any is measured: the daemon's code is warm. */
const WARM = 5;
const MEASURED = 15;
const WALKS = 5;
/** CPU milliseconds (issue "The whole pipeline runs on real messages"). */
const GOAL = 50;

/**
 * CPU of one poll of a source at which nothing changed, 60 posts on the platform, default settings; the platform runs in
 * a process of its own. Beside it the complete walk that boards make once an hour.
 */
export async function unchangedPoll(): Promise<Figure[]> {
  return withLab(async (lab) => {
    const figures: Figure[] = [];
    for (const { connector, settings } of Object.values(lab)) {
      const source = new PolledSource(connectors[connector as keyof typeof connectors] as AnyConnector, settings);
      const first = await source.poll();
      if (first === 0) throw new Error(`${connector} found no post on its imitated platform`);
      for (let poll = 0; poll < WARM; poll++) await source.poll();
      const idle = await source.measure(MEASURED, 0);
      const walk = await source.measure(WALKS, HOUR);
      figures.push({ name: `unchanged poll: ${connector}`, value: idle, unit: "CPU ms", goal: GOAL, better: "less" });
      figures.push({ name: `an hour later: ${connector}`, value: walk, unit: "CPU ms", goal: null, better: "less" });
      source.close();
    }
    return figures;
  });
}

/** A source as the collect worker polls it: the real client, the cursor through JSON each time. */
class PolledSource {
  readonly #connector: AnyConnector;
  readonly #context: ConnectorContext<unknown>;
  readonly #abort = new AbortController();
  #ahead = 0;
  #cursor: string;

  constructor(connector: AnyConnector, input: Record<string, unknown>) {
    const settings = connector.settings.parse(input);
    const now = () => new Date(Date.now() + this.#ahead);
    const { signal } = this.#abort;
    const http = createHttp({
      origins: connector.origins(settings),
      pace: { minInterval: 0, concurrency: 1, detailsPerHour: 1_000_000 },
      allowPrivate: ["127.0.0.0/8", "::1/128"],
      contact: null,
      now,
      signal,
      validators: new Map(),
    });
    const browser = { open: () => Promise.reject(new Error("no source here needs a browser")) };
    const log = pino({ level: "silent" });
    this.#connector = connector;
    this.#cursor = JSON.stringify(connector.start);
    this.#context = { source: "bench", settings, http, browser, secrets: secretsInMemory(), log, now, signal };
  }

  /** Polls once. @returns how many posts came */
  async poll(): Promise<number> {
    const cursor = this.#connector.cursor.parse(JSON.parse(this.#cursor));
    let posts = 0;
    for await (const page of this.#connector.poll(this.#context, cursor)) {
      this.#cursor = JSON.stringify(page.cursor);
      posts += page.posts.length;
    }
    return posts;
  }

  /** The median CPU of so many polls, the clock set forward before each. */
  async measure(polls: number, forward: number): Promise<number> {
    const costs: number[] = [];
    for (let poll = 0; poll < polls; poll++) {
      this.#ahead += forward;
      costs.push(await cpuOf(() => this.poll()));
    }
    return median(costs);
  }

  close(): void {
    this.#abort.abort();
  }
}

function secretsInMemory(): SecretState {
  let value: Record<string, unknown> | null = null;
  return {
    read: async () => value,
    update: async (change) => {
      value = await change(value);
      return value;
    },
  };
}
