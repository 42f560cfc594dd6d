// Takes a job and dies with it, as a worker that is killed does. Arguments: backend (postgres|redis), address, queue.
import { pathToFileURL } from "node:url";

const [kind, address, queue] = process.argv.slice(2);
const room = (path) => import(pathToFileURL(`${process.cwd()}/dist/src/${path}.js`).href);
const { postgresBackend, redisBackend } = await room("queue/backend");
const { BullQueues } = await room("queue/bull-queues");
const backend = kind === "redis" ? redisBackend(address) : postgresBackend(JSON.parse(address));
const queues = new BullQueues(backend, () => undefined);
await queues.process(queue, 1, async () => {
  process.kill(process.pid, "SIGKILL");
  await new Promise(() => undefined);
});
