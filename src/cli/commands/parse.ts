import { type Command, InvalidArgumentError } from "commander";
import type { Context } from "../io.ts";
import { withExamples, withUnneededConfig } from "../options.ts";

interface Options {
  readonly source?: string;
  readonly settings?: Record<string, unknown>;
}

/** `parse CONNECTOR KIND FILE`: a saved platform payload to RawPost lines. */
export function define(command: Command, context: Context): void {
  withUnneededConfig(command)
    .argument("<connector>", "provincial-board, rednet, weibo, douyin or county-site")
    .argument("<kind>", "the connector's own name for the payload, such as list or detail")
    .argument("<file>", "the payload as it was received")
    .option("--source <name>", "the source's name in the posts (the connector's unless told)")
    .option("--settings <json>", "the source's settings that reading depends on, such as its layout", settings)
    .addHelpText(
      "after",
      "\nThe file's time of change counts as the time of collection. Exits 1 when something could not be read.",
    )
    .action((connector: string, kind: string, file: string, options: Options) =>
      run(context, { connector, kind, file }, options),
    );
  withExamples(command, [
    "heartbridge parse provincial-board list page.json",
    `heartbridge parse county-site list list.json --settings '{"layout":"json-html"}'`,
  ]);
}

function settings(text: string): Record<string, unknown> {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below, as every other wrong value.
  }
  throw new InvalidArgumentError(`Expected a JSON object such as {"layout":"json-html"}.`);
}

async function run(
  context: Context,
  asked: { connector: string; kind: string; file: string },
  options: Options,
): Promise<void> {
  const [{ findParser, readPayload }, { Reported }] = await Promise.all([
    import("../saved-payload.ts"),
    import("../failure.ts"),
  ]);
  const parser = await findParser(asked.connector, asked.kind, options.settings ?? {});
  const payload = await readPayload(context.io, asked.file, asked.kind, parser.baseUrl);
  const source = options.source ?? asked.connector;
  const { posts, dropped, problem } = parser.parse(payload, { source, settings: parser.settings });
  for (const post of posts) await context.print(`${JSON.stringify(post)}\n`);
  for (const { externalId, reason, path, message } of dropped) {
    context.say(`dropped ${externalId ?? "a post"}: ${reason} at ${path}: ${message}`);
  }
  if (problem !== null) context.say(`${asked.file}: ${problem.reason}: ${problem.message}`);
  context.say(`${posts.length} posts, ${dropped.length} dropped`);
  if (problem !== null || dropped.length > 0) throw new Reported("something could not be read");
}
