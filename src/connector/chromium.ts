import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { Browser } from "playwright";
import { Degraded } from "./errors.ts";

/** The names under which distributions install Chromium and its kin. */
const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

/** Where Chromium is looked for beside the PATH: a daemon's PATH is often short. */
const FOLDERS = ["/usr/bin", "/usr/local/bin", "/snap/bin"];

/** Keeps the browser from talking to anyone but the page's host: no updates, no field trials, no QUIC. */
const ARGUMENTS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-pings",
];

const HOW_TO_MEND =
  "install Chromium (on Debian: apt-get install chromium) or set HEARTBRIDGE_CHROMIUM to the path of one; it is never downloaded";

/**
 * Finds an installed Chromium.
 * @param wanted a path that the caller insists on; else the environment's HEARTBRIDGE_CHROMIUM; else the usual names
 * @returns the executable's path, or null when none is installed (or the wanted one cannot be run)
 */
export function findChromium(wanted?: string, env: NodeJS.ProcessEnv = process.env): string | null {
  const named = wanted || env.HEARTBRIDGE_CHROMIUM;
  if (named) return runnable(named) ? named : null;
  const folders = [...FOLDERS, ...(env.PATH ?? "").split(delimiter).filter((folder) => folder !== "")];
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(runnable) ?? null;
}

/**
 * Starts Chromium with a fresh profile. Its resolver knows the given hosts alone, so that neither a script nor a
 * redirect can reach another one.
 * @throws Degraded `browser-missing` when none is installed, `browser-failed` when it does not start
 */
export async function launchChromium(hosts: readonly string[], wanted?: string): Promise<Browser> {
  const executablePath = findChromium(wanted);
  if (executablePath === null) {
    const named = wanted || process.env.HEARTBRIDGE_CHROMIUM;
    const found = named ? `${named} cannot be run` : "no Chromium is installed";
    throw new Degraded("browser-missing", `this source is drawn by scripts and ${found}: ${HOW_TO_MEND}`);
  }
  const rules = ["MAP * ~NOTFOUND", ...hosts.map((host) => `EXCLUDE ${host}`)].join(", ");
  // Loaded here and not at the top: no source needs Playwright unless it is drawn by scripts.
  const { chromium } = await import("playwright");
  try {
    return await chromium.launch({
      executablePath,
      headless: true,
      args: [...ARGUMENTS, `--host-resolver-rules=${rules}`],
      // The sandbox cannot start as root; everyone else gets it.
      chromiumSandbox: process.getuid?.() !== 0,
      // Signals are the daemon's: it closes the browser when it drains.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  } catch (error) {
    const cause = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new Degraded("browser-failed", `${executablePath} does not start (${cause}): ${HOW_TO_MEND}`);
  }
}

function runnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
