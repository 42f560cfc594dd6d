import { join } from "node:path";
import type { Writable } from "node:stream";
import { connectors } from "../../connectors/registry.ts";
import { type Lab, startLab } from "../../lab/lab.ts";
import { loadConfig } from "../../src/config/load.ts";
import { type Application, openApplication, ROLES, type Role } from "../../src/daemon.ts";
import { createLogger } from "../../src/log.ts";
import { until } from "./daemon.ts";

/** For every post of the lab to be stored, on a busy machine. */
const COLLECT_MS = 120_000;
/** The page drawn by a script needs a Chromium and half a second each: it has tests of its own. */
const LEFT_OUT = "county-scripted";

/** The whole pipeline over the imitated platforms, within this process. */
export interface LabRun {
  /** The present one: `quiet` takes another. */
  readonly application: Application;
  readonly lab: Lab;
  /** Waits until every post that stands on the platforms is stored and nothing waits for its commit. */
  collected(): Promise<void>;
  /** Closes the application and opens it again without workers: what stands then, stands still. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

/** @param options.log takes the log's lines, at its finest level */
export async function startLabRun(folder: string, options: { posts: number; log: Writable }): Promise<LabRun> {
  const lab = await startLab({ seed: 7, posts: options.posts, now: () => new Date() });
  const config = loadConfig({
    path: "config/demo.yaml",
    env: { ...process.env, ...lab.environment, DEMO_DIRECTORY: join(folder, "data"), DEMO_PORT: "8420" },
    connectors,
  });
  const sources = config.sources.filter(({ name }) => name !== LEFT_OUT);
  const log = createLogger({ level: "trace", destination: options.log, secrets: config.secrets });
  const open = (roles: readonly Role[]) => openApplication({ ...config, sources }, { roles, log });
  let application = await open(ROLES);
  return {
    get application() {
      return application;
    },
    lab,
    collected: () => until(COLLECT_MS, "every post of the lab to be stored", () => isCollected(application, lab)),
    async quiet() {
      await application.close(10_000);
      application = await open([]);
    },
    async stop() {
      await application.close(10_000);
      await lab.stop();
    },
  };
}

async function isCollected({ store }: Application, lab: Lab): Promise<boolean> {
  for (const [name, { story }] of lab.platforms) {
    if (name === LEFT_OUT) continue;
    for (const post of story.posts()) {
      if (!post.withdrawn && !(await store.messages.findByExternalId(name, post.id))) return false;
    }
  }
  return (await store.archive.backlog()).batches === 0;
}
