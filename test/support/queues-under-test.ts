import { spawn } from "node:child_process";
import { once } from "node:events";
import type { EngineAddress } from "../../src/embedded/open.ts";
import { postgresBackend, type QueueBackend, redisBackend } from "../../src/queue/backend.ts";
import { BullQueues } from "../../src/queue/bull-queues.ts";
import type { QueuesUnderTest } from "../contract/queue.contract.ts";

/** The queue port on the embedded engine's backend. */
export function onPostgres(address: EngineAddress): QueuesUnderTest {
  return underTest(() => postgresBackend(address), ["postgres", JSON.stringify(address)]);
}

/** The queue port on Redis. */
export function onRedis(url: string): QueuesUnderTest {
  return underTest(() => redisBackend(url), ["redis", url]);
}

function underTest(backend: () => QueueBackend, address: string[]): QueuesUnderTest {
  const open = () => new BullQueues(backend(), () => undefined);
  return {
    open,
    async abandonJob(queue, id) {
      const queues = open();
      await queues.enqueue(queue, id, "x");
      const child = spawn(process.execPath, ["test/support/abandon-job.mjs", ...address, queue], { stdio: "inherit" });
      await once(child, "exit");
      await queues.close(1_000);
    },
  };
}
