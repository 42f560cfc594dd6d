// Builds dist/ from TypeScript. Built beside it first: a build that fails leaves the last good one, and a program that
// is being started never sees half of it. `--no-check` leaves the type check to `npm run check`.
import { execFileSync } from "node:child_process";
import { chmodSync, renameSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));
const fresh = `${root}dist.${process.pid}`;
const check = process.argv.includes("--no-check") ? ["--noCheck"] : [];
try {
  execFileSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", fresh, ...check], {
    cwd: root,
    stdio: "inherit",
  });
  chmodSync(`${fresh}/src/cli/main.js`, 0o755);
  rmSync(`${root}dist`, { recursive: true, force: true });
  renameSync(fresh, `${root}dist`);
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
