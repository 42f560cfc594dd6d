import type { Command } from "commander";
import type { Message } from "../../record/message.ts";
import type { ApiClient } from "../client.ts";
import type { Context } from "../io.ts";
import { withConfig, withExamples } from "../options.ts";

interface Options {
  readonly config?: string;
  readonly id?: string;
  readonly source?: string;
  readonly externalId?: string;
  readonly reason?: string;
  readonly yes?: boolean;
}

/** `erase`: a citizen's message, everywhere, with an audit line. */
export function define(command: Command, context: Context): void {
  withConfig(command)
    .option("--id <id>", "the message's id")
    .option("--source <name>", "with --external-id: the source that it came from")
    .option("--external-id <id>", "the platform's own id")
    .option("--reason <text>", "kept in the audit line")
    .option("--yes", "do not ask")
    .action((options: Options) => run(context, options));
  withExamples(command, [
    "heartbridge erase --id 5f0c6a1e-0c1d-8a3b-9b1e-2f4a6c8e0b1d --yes",
    "heartbridge erase --source province --external-id 12345 --reason 'asked by its author'",
  ]);
}

async function run(context: Context, options: Options): Promise<void> {
  const [{ withClient }, { confirm }, { UsageError }] = await Promise.all([
    import("../client.ts"),
    import("../confirm.ts"),
    import("../failure.ts"),
  ]);
  const both = options.source !== undefined && options.externalId !== undefined;
  const either = options.source !== undefined || options.externalId !== undefined;
  if ((options.id === undefined) !== both || (options.id !== undefined && either)) {
    throw new UsageError("give either --id, or --source with --external-id");
  }
  await confirm(context, "This erases the message everywhere, for good.", options.yes);
  await withClient(context, { ...options, purpose: "write" }, async (client) => {
    const id = options.id ?? (await idOf(client, options.source!, options.externalId!));
    await client.delete(`/v1/messages/${encodeURIComponent(id)}`, { reason: options.reason });
    await context.print(`${id} is erased\n`);
  });
}

async function idOf(client: ApiClient, source: string, externalId: string): Promise<string> {
  const { Failure } = await import("../failure.ts");
  const { items } = await client.get<{ items: Message[] }>("/v1/messages", { source, externalId });
  const [message] = items;
  if (message === undefined) throw new Failure(`there is no message ${externalId} of the source ${source}`);
  return message.id;
}
