import { type Command, InvalidArgumentError } from "commander";
import type { Role } from "../../daemon.ts";
import { foreseen, UsageError } from "../failure.ts";
import type { Context } from "../io.ts";
import { withConfig, withExamples } from "../options.ts";

const ROLES: readonly Role[] = ["collect", "work", "api"];

/** `start`: the daemon, until SIGTERM or SIGINT. */
export function define(command: Command, context: Context): void {
  withConfig(command)
    .option("--roles <list>", "what this process does: any of collect,work,api (all unless told)", roles, ROLES)
    .action((options: { config?: string; roles: readonly Role[] }) => run(context, options));
  withExamples(command, ["heartbridge start", "heartbridge start --config county.yaml --roles collect,work,api"]);
}

function roles(text: string): Role[] {
  const named = text.split(",").map((role) => role.trim());
  const unknown = named.find((role) => !ROLES.some((known) => known === role));
  if (unknown !== undefined) throw new InvalidArgumentError(`Expected any of ${ROLES.join(",")}, found "${unknown}".`);
  return [...new Set(named as Role[])];
}

async function run(context: Context, options: { config?: string; roles: readonly Role[] }): Promise<void> {
  const { readConfig } = await import("../config.ts");
  const config = await readConfig(context.io, options.config);
  if (config.storage.kind === "embedded" && options.roles.length < ROLES.length) {
    throw new UsageError(
      `--roles ${options.roles.join(",")}: the embedded store is one process's, which needs all roles; leave --roles out, or configure mongodb and redis`,
    );
  }
  const [{ runDaemon }, { createLogger }, { Failure, Reported }] = await Promise.all([
    import("../../daemon.ts"),
    import("../../log.ts"),
    import("../failure.ts"),
  ]);
  const log = createLogger({ level: context.io.env.HEARTBRIDGE_LOG_LEVEL, secrets: config.secrets });
  try {
    const code = await runDaemon(config, { roles: options.roles, log });
    if (code !== 0) throw new Reported("the daemon ended by itself");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") {
      throw new Failure(
        `api.port: ${config.api.host}:${config.api.port} is in use by another process: stop it, or configure another port`,
      );
    }
    throw foreseen(error);
  }
}
