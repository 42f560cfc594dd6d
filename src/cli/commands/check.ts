import type { Command } from "commander";
import type { CheckLine } from "../../connector/connector.ts";
import type { ApiClient } from "../client.ts";
import type { Context } from "../io.ts";
import { withConfig, withExamples, withJson } from "../options.ts";

/** `check [SOURCE]`: is the configuration right, is each source reachable, credentialed and laid out as expected. */
export function define(command: Command, context: Context): void {
  withJson(withConfig(command))
    .argument("[source]", "only this source")
    .addHelpText("after", "\nExits 1 when an answer is not well, 2 when the configuration is wrong.")
    .action((source: string | undefined, options: { config?: string; json?: boolean }) =>
      run(context, source, options),
    );
  withExamples(command, ["heartbridge check", "heartbridge check province --config county.yaml"]);
}

async function run(
  context: Context,
  source: string | undefined,
  options: { config?: string; json?: boolean },
): Promise<void> {
  const [{ readConfig }, { withClient }, { requireSource }, { Reported }] = await Promise.all([
    import("../config.ts"),
    import("../client.ts"),
    import("../source-name.ts"),
    import("../failure.ts"),
  ]);
  const config = await readConfig(context.io, options.config);
  context.say(`${config.file} is right`);
  if (source !== undefined) requireSource(config, source);
  const names = source === undefined ? config.sources.map(({ name }) => name) : [source];
  // Nothing to ask: the store need not be opened.
  const found =
    names.length === 0
      ? []
      : await withClient(context, { ...options, purpose: "read" }, (client) => ask(client, names));
  if (options.json) await context.print(`${JSON.stringify(found)}\n`);
  else await printLines(context, found);
  if (found.some(({ ok }) => !ok)) throw new Reported("a source is not well");
}

type Found = CheckLine & { readonly source: string };

async function ask(client: ApiClient, names: readonly string[]): Promise<Found[]> {
  const found: Found[] = [];
  for (const source of names) {
    const path = `/v1/admin/sources/${encodeURIComponent(source)}/check`;
    const { items } = await client.post<{ items: CheckLine[] }>(path);
    found.push(...items.map((line) => ({ source, ...line })));
  }
  return found;
}

async function printLines(context: Context, found: readonly Found[]): Promise<void> {
  const { table } = await import("../table.ts");
  const rows = found.map((line) => [line.source, line.ok ? "ok" : "WRONG", line.question, line.answer]);
  await context.print(
    rows.length === 0 ? "no sources are configured\n" : table(["source", "", "asked", "found"], rows),
  );
}
