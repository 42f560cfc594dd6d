// A committer of its own process on the first process's store. Reads prepared batches, one JSON a line, commits
// each, and says so.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const room = (path) => import(pathToFileURL(`${process.cwd()}/dist/${path}.js`).href);
const [address, sealKey] = process.argv.slice(2);
const { openPostgresStore } = await room("src/store/postgres/index");
const { createVault } = await room("src/privacy/seal");
const { DueRules } = await room("src/handling/due-at");
const { Committer } = await room("workers/commit");
const { default: pino } = await import("pino");
const { createTelemetry } = await room("src/telemetry");

const store = await openPostgresStore(JSON.parse(address));
const vault = createVault(Buffer.from(sealKey, "hex"));
const telemetry = createTelemetry(pino({ level: "silent" }));
const committer = new Committer({ store, vault, rules: DueRules.parse({}), telemetry, now: () => new Date() });
process.stdout.write("ready\n");
for await (const payload of createInterface({ input: process.stdin })) {
  // As the queue does: a job that was refused too often is tried again.
  for (let tries = 0; ; tries += 1) {
    try {
      await committer.handle({ id: "x", payload, attempt: 1 });
      process.stdout.write("done\n");
      break;
    } catch (error) {
      if (tries === 20) throw error;
    }
  }
}
await store.close();
