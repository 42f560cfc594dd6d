import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { connectors } from "../../connectors/registry.ts";
import type { Config } from "../../src/config/config.ts";
import { loadConfig } from "../../src/config/load.ts";

/** Writes a configuration with a data folder in `folder`. @returns its path */
export function writeConfig(folder: string, more: object = {}): string {
  const path = join(folder, "bench.yaml");
  const storage = { embedded: { directory: join(folder, "data") } };
  writeFileSync(path, JSON.stringify({ storage, ...more }));
  return path;
}

/** The configuration of a file that `writeConfig` wrote. */
export function readConfig(path: string): Config {
  return loadConfig({ path, env: {}, connectors });
}
