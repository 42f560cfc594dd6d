import { fork } from "node:child_process";
import { once } from "node:events";
import { compiledFile } from "../../src/compiled-file.ts";
import type { LabMessage } from "./lab-process.ts";

/** Runs work while the imitated platforms run in a process of their own. */
export async function withLab<T>(work: (lab: LabMessage) => Promise<T>): Promise<T> {
  const child = fork(compiledFile("bench/support/lab-process"), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const ended = once(child, "exit");
  try {
    const first = await Promise.race([once(child, "message"), ended.then(() => null)]);
    if (first === null) throw new Error("the imitated platforms did not start");
    return await work(first[0] as LabMessage);
  } finally {
    if (child.connected) child.disconnect();
    await ended;
  }
}
