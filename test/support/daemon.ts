import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { scratch } from "./scratch.ts";

/** The built program as a process of its own, with a data folder and a port of its own. */

/** Starting a database takes seconds, on a busy machine many. */
const START_MS = 120_000;
/** How often a condition is looked at. */
const LOOK_MS = 25;

/** What the daemon answered. */
export interface Answer<T = unknown> {
  readonly status: number;
  readonly body: T;
}

/** A running daemon. */
export interface Daemon {
  readonly pid: number;
  /** What it has written to standard error so far. */
  log(): string;
  /** Resolves when `/readyz` says so. @throws when the process ends before */
  ready(): Promise<void>;
  /** `kill -9`, and waits until the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<{ code: number | null; milliseconds: number }>;
  /** The exit code; null after a signal. */
  readonly ended: Promise<number | null>;
}

/** A place where daemons run, one after another. */
export interface Installation {
  readonly folder: string;
  /** The embedded data folder. */
  readonly data: string;
  /** The configuration's path. */
  readonly config: string;
  /** Such as `http://127.0.0.1:40123`. */
  readonly api: string;
  /** Spawns `heartbridge start`; does not wait. */
  start(env?: NodeJS.ProcessEnv): Daemon;
  get<T>(path: string): Promise<Answer<T>>;
  send<T>(method: "POST" | "DELETE", path: string, body?: string, type?: string): Promise<Answer<T>>;
  /** Ends what still runs and removes the folder. */
  remove(): Promise<void>;
}

/** Makes a configuration in a scratch folder, on a free port. @param settings keys beside `storage` and `api` */
export async function install(settings: object = {}): Promise<Installation> {
  const { folder, remove } = scratch();
  const data = join(folder, "data");
  const config = join(folder, "county.yaml");
  const port = await freePort();
  const api = `http://127.0.0.1:${port}`;
  writeFileSync(
    config,
    JSON.stringify({ storage: { embedded: { directory: data } }, api: { port }, ...settings }, null, 2),
  );
  const running = new Set<Daemon>();
  const ask = async <T>(path: string, init: RequestInit): Promise<Answer<T>> => {
    // A connection of its own each time: one that a killed daemon held must not be tried again.
    const headers = { ...init.headers, connection: "close" };
    const answer = await fetch(`${api}${path}`, { ...init, headers });
    const text = await answer.text();
    const json = /json/.test(answer.headers.get("content-type") ?? "");
    return { status: answer.status, body: (json ? JSON.parse(text) : text) as T };
  };
  return {
    folder,
    data,
    config,
    api,
    start(env = {}) {
      const daemon = spawnDaemon(config, api, env);
      running.add(daemon);
      daemon.ended.then(() => running.delete(daemon));
      return daemon;
    },
    get: (path) => ask(path, { method: "GET" }),
    send: (method, path, body, type = "application/json") =>
      ask(path, { method, ...(body !== undefined && { body, headers: { "content-type": type } }) }),
    async remove() {
      await Promise.all([...running].map((daemon) => daemon.kill()));
      remove();
    },
  };
}

function spawnDaemon(config: string, api: string, env: NodeJS.ProcessEnv): Daemon {
  const child = spawn(process.execPath, ["dist/src/cli/main.js", "start", "--config", config], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ...env },
  });
  const chunks: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  const log = () => Buffer.concat(chunks).toString("utf8");
  const ended = once(child, "close").then(([code]) => code as number | null);
  let over = false;
  ended.then(() => {
    over = true;
  });
  return {
    pid: child.pid as number,
    log,
    ended,
    async ready() {
      await until(START_MS, "the daemon to be ready", async () => {
        if (over) throw new Error(`the daemon ended with ${child.exitCode ?? child.signalCode}:\n${log()}`);
        const answer = await fetch(`${api}/readyz`, { headers: { connection: "close" } }).catch(() => null);
        return answer?.status === 200;
      });
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    async stop() {
      const told = performance.now();
      child.kill("SIGTERM");
      const code = await ended;
      return { code, milliseconds: performance.now() - told };
    },
  };
}

/** Looks again and again until a condition holds. @throws when it does not in time, naming it */
export async function until(milliseconds: number, what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited ${milliseconds} ms in vain for ${what}`);
    await delay(LOOK_MS);
  }
}

/** A port of loopback that is free now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}
