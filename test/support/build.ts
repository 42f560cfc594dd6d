import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";

/** Threads and child processes run compiled files, so tests begin with a build of what is being tested. */
export default function setup(): void {
  if (isFresh()) return;
  execFileSync(process.execPath, ["scripts/build.mjs", "--no-check"], { stdio: "inherit" });
}

function isFresh(): boolean {
  const built = "dist/src/cli/main.js";
  if (!existsSync(built)) return false;
  const time = statSync(built).mtimeMs;
  return ["src", "connectors", "workers", "lab", "bench", "tsconfig.build.json", "package-lock.json"].every(
    (path) => newest(path) < time,
  );
}

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(`${path}/${name}`)));
}
