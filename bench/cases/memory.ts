import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { compiledFile } from "../../src/compiled-file.ts";
import { writeConfig } from "../support/config.ts";
import { inScratch } from "../support/scratch.ts";
import type { Figure } from "../support/timing.ts";
import { withLab } from "../support/with-lab.ts";

/** Resident megabytes at rest (issue "The whole pipeline runs on real messages"). */
const GOAL = 400;
const IDLE_MS = 10_000;
const START_MS = 60_000;
const PACE = { minInterval: "10ms", concurrency: 4, detailsPerHour: 1_000_000 };

/**
 * Resident memory of the built daemon after it collected five imitated platforms and stood idle for ten seconds, and of
 * its parts, each alone in a process: Node itself, the program's modules, the engine (Node included in both). What the
 * daemon with sources has more than without is what collecting and the threads that prepare keep.
 */
export async function memory(): Promise<Figure[]> {
  return inScratch(async (folder) => {
    const figures: Figure[] = [];
    for (const part of ["node", "program", "engine"]) {
      const child = fork(compiledFile("bench/support/part-process"), [part, join(folder, "part")]);
      await once(child, "message");
      await sleep(1000);
      figures.push(figure(`memory: ${part} alone`, child, null));
      child.disconnect();
      await once(child, "exit");
    }
    figures.push(await daemonAtRest(folder, "memory: daemon without sources", [], null));
    await withLab(async (lab) => {
      const sources = Object.entries(lab).map(([name, source]) => ({ name, every: "10m", pace: PACE, ...source }));
      figures.push(await daemonAtRest(folder, "memory: daemon at rest, five sources", sources, GOAL));
    });
    return figures;
  });
}

async function daemonAtRest(folder: string, name: string, sources: object[], goal: number | null): Promise<Figure> {
  const port = await freePort();
  const config = writeConfig(folder, { sources, api: { port }, network: { allowPrivate: ["127.0.0.0/8"] } });
  const child = fork(compiledFile("src/cli/main"), ["start", "--config", config], {
    env: { ...process.env, HEARTBRIDGE_LOG_LEVEL: "error" },
  });
  try {
    await untilReady(child, `http://127.0.0.1:${port}/readyz`);
    await sleep(IDLE_MS);
    return figure(name, child, goal);
  } finally {
    child.kill("SIGTERM");
    if (child.exitCode === null) await once(child, "exit");
  }
}

function figure(name: string, child: ChildProcess, goal: number | null): Figure {
  const kilobytes = Number(execFileSync("ps", ["-o", "rss=", "-p", String(child.pid)], { encoding: "utf8" }));
  return { name, value: kilobytes / 1024, unit: "MB resident", goal, better: "less" };
}

async function untilReady(child: ChildProcess, address: string): Promise<void> {
  for (const until = Date.now() + START_MS; Date.now() < until; await sleep(200)) {
    if (child.exitCode !== null) throw new Error(`the daemon ended with code ${child.exitCode}`);
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return;
  }
  throw new Error(`the daemon was not ready within ${START_MS / 1000} s`);
}

/** A port of loopback that is free now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
