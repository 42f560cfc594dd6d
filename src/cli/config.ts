import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../config/config.ts";
import type { Io } from "./io.ts";

/**
 * Loads the configuration of a command.
 * @param path `--config`
 * @throws ConfigError
 */
export async function readConfig(io: Io, path: string | undefined): Promise<Config> {
  const [{ loadConfig }, { connectors }] = await Promise.all([
    import("../config/load.ts"),
    import("../../connectors/registry.ts"),
  ]);
  return loadConfig({ path, env: io.env, connectors, cwd: io.cwd });
}

/** Whether the operator chose a configuration, by `--config` or by a file of the working directory. */
export function isChosen(io: Io, path: string | undefined): boolean {
  return path !== undefined || existsSync(join(io.cwd, "config", "default.yaml"));
}
