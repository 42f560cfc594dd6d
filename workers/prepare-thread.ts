import { parentPort, workerData } from "node:worker_threads";
import { createVault } from "../src/privacy/seal.ts";
import type { ArchivedBatch } from "../src/store/store.ts";
import { loadClassifier } from "./classifier-file.ts";
import { prepareArchived } from "./prepare.ts";

/** A thread that prepares batches, so that reading thousands of texts never holds up polls, commits or answers. */
export interface ThreadKeys {
  readonly sealKey: Uint8Array;
  readonly authorKey: Uint8Array;
}

const { sealKey, authorKey } = workerData as ThreadKeys;
const tools = { classifier: loadClassifier(), vault: createVault(sealKey), authorKey };

parentPort?.on("message", ({ ticket, archived }: { ticket: number; archived: ArchivedBatch }) => {
  try {
    parentPort?.postMessage({ ticket, job: prepareArchived(archived, tools, new Date()) });
  } catch (error) {
    parentPort?.postMessage({ ticket, error: (error as Error).message });
  }
});
