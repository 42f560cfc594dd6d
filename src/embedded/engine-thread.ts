import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { SessionServer } from "./session-server.ts";

/**
 * The thread that holds the embedded PostgreSQL engine, so that a long statement never blocks the event loop of the
 * daemon. Serves it on a Unix socket until told to stop.
 */
const { directory, socketPath } = workerData as { directory: string; socketPath: string };

/**
 * PGlite runs with `-F` (no fsync) unless told otherwise: a record that was acknowledged must stand after a power
 * failure, so it is taken out. Small buffers keep the resident memory near 180 MB instead of 330 MB. Write-ahead logs
 * are removed when they are done with: a recycled one keeps its old bytes, and with them what was erased.
 */
const startParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
  "-c",
  "fsync=on",
  "-c",
  "shared_buffers=8MB",
  "-c",
  "wal_recycle=off",
];

const database = await PGlite.create({ dataDir: directory, startParams });
const server = new SessionServer({
  async execute(messages) {
    const parts: Buffer[] = [];
    await database.runExclusive(async () => {
      for (const message of messages) {
        await database.execProtocolRawStream(message, { onRawData: (data) => void parts.push(Buffer.from(data)) });
      }
    });
    return Buffer.concat(parts);
  },
});
await server.listen(socketPath);
parentPort?.postMessage("ready");
parentPort?.on("message", async () => {
  await server.close();
  await database.close();
  parentPort?.postMessage("closed");
  parentPort?.close();
});
