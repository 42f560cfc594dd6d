import type { Command } from "commander";
import type { Message } from "../../record/message.ts";
import type { Context } from "../io.ts";
import { wholeNumber, withConfig, withExamples } from "../options.ts";

interface Options {
  readonly config?: string;
  readonly limit: number;
}

/** `try SOURCE`: polls once and prints the Messages that it would store; stores nothing. */
export function define(command: Command, context: Context): void {
  withConfig(command)
    .argument("<source>", "a source of the configuration")
    .option("--limit <n>", "most messages", wholeNumber(1, 1000), 10)
    .action((source: string, options: Options) => run(context, source, options));
  withExamples(command, ["heartbridge try province", "heartbridge try province --limit 3"]);
}

async function run(context: Context, source: string, options: Options): Promise<void> {
  const [{ withClient }, { requireSource }] = await Promise.all([import("../client.ts"), import("../source-name.ts")]);
  await withClient(context, { ...options, purpose: "read" }, async (client) => {
    if (client.local) requireSource(client.config, source);
    const path = `/v1/admin/sources/${encodeURIComponent(source)}/preview`;
    const { items } = await client.post<{ items: Message[] }>(path, { limit: options.limit });
    for (const message of items) await context.print(`${JSON.stringify(message)}\n`);
    context.say(`${items.length} messages; nothing was stored`);
  });
}
