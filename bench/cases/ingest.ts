import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type Application, openApplication } from "../../src/daemon.ts";
import { createLogger } from "../../src/log.ts";
import { readConfig, writeConfig } from "../support/config.ts";
import { inventedLines } from "../support/invented.ts";
import { inScratch } from "../support/scratch.ts";
import type { BenchOptions, Figure } from "../support/timing.ts";

const POSTS = 5000;
/** Lines in a request, as `heartbridge ingest` sends them. */
const PART = 1000;
/** Posts per second on 2 cores (issue "The whole pipeline runs on real messages"). */
const GOAL = 1500;
const PATIENCE_MS = 90_000;

/** Posts per second, from the first request to the last commit, on an empty embedded store. */
export async function ingest(options: BenchOptions): Promise<Figure[]> {
  const lines = options.data === null ? inventedLines(POSTS) : linesOf(options.data);
  return inScratch(async (folder) => {
    const config = readConfig(writeConfig(folder));
    const log = createLogger({ level: "error" });
    const application = await openApplication(config, { roles: ["work", "api"], log });
    try {
      const begun = performance.now();
      const accepted = await sendAll(application, lines);
      await committed(application);
      const seconds = (performance.now() - begun) / 1000;
      const name = `ingest: ${accepted} posts until committed`;
      return [{ name, value: accepted / seconds, unit: "posts/s", goal: GOAL, better: "more" }];
    } finally {
      await application.close(5000);
    }
  });
}

function linesOf(file: string): string[] {
  return readFileSync(file, "utf8").split("\n").filter(Boolean);
}

async function sendAll({ api }: Application, lines: readonly string[]): Promise<number> {
  let accepted = 0;
  for (let from = 0; from < lines.length; from += PART) {
    const answer = await api.inject({
      method: "POST",
      url: "/v1/raw-posts",
      headers: { "content-type": "application/x-ndjson" },
      payload: lines.slice(from, from + PART).join("\n"),
    });
    if (answer.statusCode >= 300) throw new Error(`the API answers ${answer.statusCode}: ${answer.body.slice(0, 200)}`);
    accepted += (answer.json() as { accepted: number }).accepted;
  }
  return accepted;
}

async function committed({ store }: Application): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(50)) {
    const { batches } = await store.archive.backlog();
    if (batches === 0) return;
    if (Date.now() > until) throw new Error(`${batches} batches are not committed after ${PATIENCE_MS / 1000} s`);
  }
}
