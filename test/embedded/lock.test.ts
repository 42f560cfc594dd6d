import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readLock, StoreLocked, takeLock } from "../../src/embedded/lock.ts";
import { scratch } from "../support/scratch.ts";

describe("the data folder's lock", () => {
  let place: ReturnType<typeof scratch>;
  beforeEach(() => {
    place = scratch();
  });
  afterEach(() => place.remove());

  it("belongs to one living process and is given back", () => {
    const lock = takeLock(place.folder, "socket");
    expect(() => takeLock(place.folder, "other")).toThrow(StoreLocked);
    expect(readLock(place.folder)).toMatchObject({ pid: process.pid, socketFolder: "socket" });
    lock.release();
    expect(existsSync(join(place.folder, "lock.json"))).toBe(false);
    takeLock(place.folder, "again").release();
  });

  it("is stale once its process is gone", async () => {
    const child = spawn(process.execPath, ["-e", ""]);
    await once(child, "exit");
    writeFileSync(join(place.folder, "lock.json"), JSON.stringify({ pid: child.pid, started: "1", socketFolder: "x" }));
    takeLock(place.folder, "mine").release();
  });

  it("is stale when a later process has got the same pid", () => {
    const stolen = { pid: process.pid, started: "1", socketFolder: "x" };
    writeFileSync(join(place.folder, "lock.json"), JSON.stringify(stolen));
    takeLock(place.folder, "mine").release();
  });

  it("is stale when it cannot be read", () => {
    writeFileSync(join(place.folder, "lock.json"), "{ half");
    const lock = takeLock(place.folder, "mine");
    expect(readFileSync(join(place.folder, "lock.json"), "utf8")).toContain('"mine"');
    lock.release();
  });
});
