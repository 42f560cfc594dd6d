import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const LockFile = z.object({
  pid: z.number().int(),
  /** When the process started, as the kernel counts; tells a process from a later one with the same pid. */
  started: z.string(),
  /** Folder of the holder's Unix socket: where a second process of the same installation may attach. */
  socketFolder: z.string(),
});
export type LockFile = z.infer<typeof LockFile>;

/** Another process holds the data folder. */
export class StoreLocked extends Error {
  override readonly name = "StoreLocked";
  readonly pid: number;
  constructor(directory: string, pid: number) {
    super(`the data folder ${directory} is held by process ${pid}: stop that one, or talk to it through its API`);
    this.pid = pid;
  }
}

/**
 * Takes the data folder for this process. The engine itself would let a second process open it and corrupt it.
 * A lock whose process is gone (`kill -9`) is stale and taken over.
 * @throws StoreLocked while a living process holds it
 */
export function takeLock(directory: string, socketFolder: string): { release(): void } {
  const file = join(directory, "lock.json");
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const mine: LockFile = { pid: process.pid, started: startOf(process.pid) ?? "", socketFolder };
  for (;;) {
    if (createWhole(file, JSON.stringify(mine))) return { release: () => rmSync(file, { force: true }) };
    const holder = readLock(directory);
    if (holder && isAlive(holder)) throw new StoreLocked(directory, holder.pid);
    // Moved aside before it is removed: of two processes that find the same stale lock, only one can move it.
    const aside = `${file}.${process.pid}.stale`;
    try {
      renameSync(file, aside);
      rmSync(aside, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
}

/** Creates a file with all that is in it at once, so that nobody reads half a lock. False where it is there already. */
function createWhole(file: string, text: string): boolean {
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Who holds a data folder, or null. */
export function readLock(directory: string): LockFile | null {
  try {
    return LockFile.parse(JSON.parse(readFileSync(join(directory, "lock.json"), "utf8")));
  } catch {
    return null;
  }
}

function isAlive(lock: LockFile): boolean {
  const started = startOf(lock.pid);
  return started !== null && (started === "" || lock.started === "" || started === lock.started);
}

/** A process's start time by the kernel; empty where the system does not tell; null where there is no such process. */
function startOf(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return null;
  }
  try {
    // Field 22 of /proc/PID/stat (proc(5)); the command name before it may hold spaces and ends with the last ")".
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
