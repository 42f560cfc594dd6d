import type { Command } from "commander";
import type { SourceView } from "../../api/ports.ts";
import type { Context } from "../io.ts";
import { time, withConfig, withExamples, withJson } from "../options.ts";

interface Options {
  readonly config?: string;
  readonly json?: boolean;
  readonly since?: string;
  readonly yes?: boolean;
}

const ACTIONS = {
  pause: "stop asking a source until it is resumed",
  resume: "ask a paused or degraded source again",
  poll: "ask a source now",
  backfill: "ask a source anew from its beginning or from a time",
} as const;

/** `sources list|pause|resume|poll|backfill|purge`: operates one source. */
export function define(command: Command, context: Context): void {
  withJson(withConfig(command.command("list").description("all sources and how they fare"))).action(
    (options: Options) => list(context, options),
  );
  for (const [action, text] of Object.entries(ACTIONS)) {
    const one = withJson(withConfig(command.command(action).description(text))).argument("<name>", "a source");
    if (action === "backfill") one.option("--since <time>", "only what was posted since", time);
    one.action((name: string, options: Options) => act(context, action, name, options));
  }
  withConfig(command.command("purge").description("erase a source's messages and forget its state"))
    .argument("<name>", "a source")
    .option("--since <time>", "only what was posted since", time)
    .option("--yes", "do not ask")
    .option("--json", "print JSON")
    .action((name: string, options: Options) => purge(context, name, options));
  withExamples(command, [
    "heartbridge sources list",
    "heartbridge sources pause province",
    "heartbridge sources backfill rednet --since 2026-03-01",
    "heartbridge sources purge weibo --yes",
  ]);
}

async function list(context: Context, options: Options): Promise<void> {
  const [{ withClient }, { sourceTable }] = await Promise.all([import("../client.ts"), import("../source-table.ts")]);
  const { items } = await withClient(context, { ...options, purpose: "read" }, (client) =>
    client.get<{ items: SourceView[] }>("/v1/admin/sources"),
  );
  await context.print(options.json ? `${JSON.stringify(items)}\n` : sourceTable(items));
}

async function act(context: Context, action: string, name: string, options: Options): Promise<void> {
  const [{ withClient }, { sourceTable }] = await Promise.all([import("../client.ts"), import("../source-table.ts")]);
  await withClient(context, { ...options, purpose: "read" }, async (client) => {
    const path = `/v1/admin/sources/${encodeURIComponent(name)}/${action}`;
    const body = action === "backfill" ? { since: options.since ?? null } : undefined;
    const view = await client.post<SourceView>(path, {}, body);
    await context.print(options.json ? `${JSON.stringify(view)}\n` : sourceTable([view]));
    if (client.local && (action === "poll" || action === "backfill")) {
      context.say("no daemon is running: it will ask the source once it is started");
    }
  });
}

async function purge(context: Context, name: string, options: Options): Promise<void> {
  const [{ withClient }, { confirm }] = await Promise.all([import("../client.ts"), import("../confirm.ts")]);
  const what =
    options.since === undefined ? `all messages of ${name}` : `the messages of ${name} since ${options.since}`;
  await confirm(context, `This erases ${what}, for good.`, options.yes);
  await withClient(context, { ...options, purpose: "write" }, async (client) => {
    const path = `/v1/admin/sources/${encodeURIComponent(name)}/purge`;
    const answer = await client.post<{ erased: number }>(path, {}, { since: options.since ?? null });
    await context.print(options.json ? `${JSON.stringify(answer)}\n` : `${answer.erased} messages are erased\n`);
  });
}
