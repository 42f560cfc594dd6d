import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { packageRoot } from "../config/package-root.ts";
import { COMMANDS } from "./command-list.ts";
import { Failure, OutputClosed, Reported, UsageError } from "./failure.ts";
import { type Context, createContext, type Io } from "./io.ts";

/**
 * Runs the program.
 * @param argv the words after the program's name
 * @returns the exit code: 0 done, 1 failed, 2 wrong use or wrong configuration
 */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  const context = createContext(io);
  try {
    const program = await createProgram(argv, context);
    await program.parseAsync(argv, { from: "user" });
    return 0;
  } catch (error) {
    return report(error, context);
  }
}

/** Builds the program; only the command that is asked for is loaded. */
async function createProgram(argv: readonly string[], context: Context): Promise<Command> {
  const { io } = context;
  const program = new Command("heartbridge")
    .description("Collects what citizens write to a county and hands every message on as one clean, classified record.")
    .version(version(), "--version", "print the version")
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
    })
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help of a command")
    .showHelpAfterError("(--help shows how it is used)")
    .exitOverride()
    .addHelpText(
      "after",
      "\nExamples:\n  heartbridge start\n  heartbridge ingest posts.jsonl --wait\n  heartbridge export --format csv --out messages.csv",
    );
  const asked = argv[0] === "help" ? argv[1] : argv[0];
  for (const { name, summary, load } of COMMANDS) {
    const command = program
      .command(name)
      .summary(summary)
      .description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`);
    if (name === asked) (await load()).define(command, context);
  }
  return program;
}

function version(): string {
  return (JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as { version: string }).version;
}

/** Says what went wrong; only an error that nobody foresaw shows its stack. */
async function report(error: unknown, context: Context): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof OutputClosed) return 0;
  if (error instanceof Reported) return 1;
  if (error instanceof UsageError) {
    context.say(`error: ${error.message}`);
    return 2;
  }
  if (error instanceof Failure) {
    context.say(`error: ${error.message}`);
    return 1;
  }
  if (error instanceof Error && error.name === "ConfigError") {
    const { ConfigError, describeProblems } = await import("../config/problem.ts");
    if (error instanceof ConfigError) context.say(describeProblems(error).trimEnd());
    return 2;
  }
  context.say(`error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return 1;
}
