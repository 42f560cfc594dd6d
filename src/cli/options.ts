import { type Command, InvalidArgumentError } from "commander";

/** Adds `--config`, which every command takes that looks at data or sources. */
export function withConfig(command: Command): Command {
  return command.option("--config <file>", "configuration file (config/default.yaml unless told)");
}

/** Accepts `--config` where none is needed, so that a script may give it to every command. */
export function withUnneededConfig(command: Command): Command {
  return command.option("--config <file>", "accepted as by every command; this one needs none");
}

/** Adds `--json` to a command that prints a table. */
export function withJson(command: Command): Command {
  return command.option("--json", "print JSON in place of the table");
}

/** Shows examples below a command's help. */
export function withExamples(command: Command, examples: readonly string[]): Command {
  const lines = examples.map((example) => `  ${example}\n`);
  return command.addHelpText("after", `\nExamples:\n${lines.join("")}`.trimEnd());
}

/** Reads an option that is a whole number. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d{1,16}$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };
}

/**
 * Reads an option that is a time: RFC 3339 with a zone, or a date, which means its beginning in Beijing (UTC+8 holds for
 * every Chinese county).
 */
export function time(text: string): string {
  const written = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00+08:00` : text;
  const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(written);
  const instant = new Date(written);
  if (zoned && !Number.isNaN(instant.getTime())) return instant.toISOString();
  throw new InvalidArgumentError(
    "Expected a date such as 2026-03-02, or a time with zone such as 2026-03-02T13:00:00+08:00.",
  );
}
