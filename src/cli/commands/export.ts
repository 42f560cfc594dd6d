import { type Command, Option } from "commander";
import type { Message } from "../../record/message.ts";
import type { Context } from "../io.ts";
import { time, withConfig, withExamples } from "../options.ts";

interface Options {
  readonly config?: string;
  readonly since?: string;
  readonly until?: string;
  readonly format: "jsonl" | "csv" | "xlsx";
  readonly out?: string;
}

/** `export`: Messages out, in the order of their recording. */
export function define(command: Command, context: Context): void {
  withConfig(command)
    .option("--since <time>", "recorded at or after this", time)
    .option("--until <time>", "recorded before this", time)
    .addOption(new Option("--format <format>", "how").choices(["jsonl", "csv", "xlsx"]).default("jsonl"))
    .option("--out <file>", "write there in place of stdout")
    .action((options: Options) => run(context, options));
  withExamples(command, [
    "heartbridge export > messages.jsonl",
    "heartbridge export --since 2026-03-01 --until 2026-04-01 --format xlsx --out march.xlsx",
  ]);
}

async function run(context: Context, options: Options): Promise<void> {
  const [{ withClient }, { pages }, { UsageError }, { openTarget }, { writers }] = await Promise.all([
    import("../client.ts"),
    import("../pages.ts"),
    import("../failure.ts"),
    import("../export-target.ts"),
    import("../export-formats.ts"),
  ]);
  if (options.format === "xlsx" && options.out === undefined && context.io.stdout.isTTY) {
    throw new UsageError("a workbook cannot be shown on a terminal: name a file with --out");
  }
  await withClient(context, { ...options, purpose: "read" }, async (client) => {
    const target = openTarget(context, options.out);
    try {
      const writer = await (await writers[options.format]()).open(target, context);
      let count = 0;
      const query = { from: options.since, to: options.until, sort: "recordedAt" };
      for await (const message of pages<Message>(client, "/v1/messages", query)) {
        await writer.write(message);
        count += 1;
        if (count % 1000 === 0) context.progress(`${count} messages`);
      }
      await writer.end();
      await target.keep();
      context.say(`${count} messages`);
    } finally {
      await target.discard();
    }
  });
}
