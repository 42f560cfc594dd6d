import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { compiledFile } from "../compiled-file.ts";
import { takeLock } from "./lock.ts";

/** How a `pg` client reaches the engine. */
export interface EngineAddress {
  /** Folder of the Unix socket, mode 0700. */
  readonly host: string;
  readonly database: string;
  readonly user: string;
}

/** An embedded engine that this process holds. */
export interface EmbeddedEngine {
  readonly address: EngineAddress;
  /** Rejects when the engine's thread ends by itself. */
  readonly failed: Promise<never>;
  /** Stops the engine and gives the folder back. */
  close(): Promise<void>;
}

/** Where clients of an engine find it, given its socket's folder. */
export function engineAddress(socketFolder: string): EngineAddress {
  return { host: socketFolder, database: "postgres", user: "postgres" };
}

/**
 * Opens the embedded PostgreSQL of a data folder, creating it at the first time (about 3 s; later 0.3 s).
 * @param directory the data folder
 * @throws StoreLocked while another process holds it
 */
export async function openEngine(directory: string): Promise<EmbeddedEngine> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // A path to a Unix socket may be 107 bytes long (unix(7)), and data folders are longer: the socket lives elsewhere.
  const socketFolder = mkdtempSync(join(tmpdir(), "heartbridge-"));
  const removeSocket = () => rmSync(socketFolder, { recursive: true, force: true });
  let lock: ReturnType<typeof takeLock>;
  try {
    lock = takeLock(directory, socketFolder);
  } catch (error) {
    removeSocket();
    throw error;
  }
  const release = () => {
    lock.release();
    removeSocket();
  };
  try {
    const data = await ensureInitialised(directory);
    const thread = await startThread(data, join(socketFolder, ".s.PGSQL.5432"));
    let closing = false;
    const failed = new Promise<never>((_, reject) => {
      thread.once("error", reject);
      thread.once("exit", (code) => {
        if (!closing) reject(new Error(`the embedded engine ended by itself (${code})`));
      });
    });
    failed.catch(() => undefined);
    return {
      address: engineAddress(socketFolder),
      failed,
      async close() {
        closing = true;
        const ended = new Promise((resolve) => thread.once("exit", resolve));
        thread.postMessage("close");
        await ended;
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** Makes the engine's folder whole or not at all: it gets its name only when it is complete. */
async function ensureInitialised(directory: string): Promise<string> {
  const data = join(directory, "pg");
  if (existsSync(data)) return data;
  const unfinished = join(directory, "pg.new");
  rmSync(unfinished, { recursive: true, force: true });
  await promisify(execFile)(process.execPath, [compiledFile("src/embedded/initialise"), unfinished]);
  renameSync(unfinished, data);
  return data;
}

async function startThread(directory: string, socketPath: string): Promise<Worker> {
  const thread = new Worker(compiledFile("src/embedded/engine-thread"), {
    workerData: { directory, socketPath },
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  });
  await new Promise<void>((resolve, reject) => {
    thread.once("message", () => resolve());
    thread.once("error", reject);
    thread.once("exit", (code) => reject(new Error(`the embedded engine did not start (${code})`)));
  });
  return thread;
}
