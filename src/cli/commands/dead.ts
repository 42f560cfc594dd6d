import type { Command } from "commander";
import type { ApiClient } from "../client.ts";
import type { Context } from "../io.ts";
import { withConfig, withExamples, withJson } from "../options.ts";

/** A dead letter as the API lists it. */
interface Letter {
  readonly id: string;
  readonly at: string;
  readonly stage: string;
  readonly source: string;
  readonly line: number | null;
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly tries: number;
}

interface Options {
  readonly config?: string;
  readonly json?: boolean;
  readonly all?: boolean;
  readonly yes?: boolean;
}

/** `dead list|show|replay|drop`: what could not be processed, with its reason. */
export function define(command: Command, context: Context): void {
  const sub = (name: string, text: string) => withConfig(command.command(name).description(text));
  withJson(sub("list", "all dead letters, newest first")).action((options: Options) => list(context, options));
  sub("show", "one dead letter, opened; leaves an audit line")
    .argument("<id>", "a dead letter")
    .action((id: string, options: Options) => show(context, id, options));
  sub("replay", "put dead letters back on the road")
    .argument("[id...]", "dead letters")
    .option("--all", "every one")
    .action((ids: string[], options: Options) => replay(context, ids, options));
  sub("drop", "forget dead letters; leaves an audit line")
    .argument("[id...]", "dead letters")
    .option("--all", "every one")
    .option("--yes", "do not ask")
    .action((ids: string[], options: Options) => drop(context, ids, options));
  withExamples(command, [
    "heartbridge dead list --json",
    "heartbridge dead show 0f6c2a91",
    "heartbridge dead replay --all",
    "heartbridge dead drop 0f6c2a91",
  ]);
}

async function list(context: Context, options: Options): Promise<void> {
  const [{ withClient }, { table, cut }] = await Promise.all([import("../client.ts"), import("../table.ts")]);
  const letters = await withClient(context, { ...options, purpose: "read" }, allLetters);
  if (options.json) return context.print(`${JSON.stringify(letters)}\n`);
  if (letters.length === 0) return context.print("no dead letters\n");
  const heads = ["id", "at", "stage", "source", "line", "path", "reason", "tries"];
  const rows = letters.map((one) => [
    ...[one.id, one.at, one.stage, one.source, one.line, one.path],
    cut(`${one.code}: ${one.message}`, 80),
    one.tries,
  ]);
  return context.print(table(heads, rows));
}

async function show(context: Context, id: string, options: Options): Promise<void> {
  const { withClient } = await import("../client.ts");
  const letter = await withClient(context, { ...options, purpose: "read" }, (client) => client.get(pathOf(id)));
  await context.print(`${JSON.stringify(letter, null, 2)}\n`);
}

async function replay(context: Context, ids: readonly string[], options: Options): Promise<void> {
  const { withClient } = await import("../client.ts");
  const { Reported } = await import("../failure.ts");
  await requireSome(ids, options);
  await withClient(context, { ...options, purpose: "write" }, async (client) => {
    let rejected = 0;
    for (const id of await chosen(client, ids, options)) {
      const answer = await client.post<{ outcome: string; path: string; message: string }>(`${pathOf(id)}/replay`);
      if (answer.outcome !== "accepted") rejected += 1;
      await context.print(`${[id, answer.outcome, answer.path, answer.message].filter(Boolean).join("  ")}\n`);
    }
    if (rejected > 0) throw new Reported(`${rejected} were rejected again`);
  });
}

async function drop(context: Context, ids: readonly string[], options: Options): Promise<void> {
  const [{ withClient }, { confirm }] = await Promise.all([import("../client.ts"), import("../confirm.ts")]);
  await requireSome(ids, options);
  if (options.all) await confirm(context, "This forgets every dead letter, for good.", options.yes);
  await withClient(context, { ...options, purpose: "read" }, async (client) => {
    for (const id of await chosen(client, ids, options)) {
      await client.delete(pathOf(id));
      await context.print(`${id}  dropped\n`);
    }
  });
}

const pathOf = (id: string) => `/v1/admin/dead/${encodeURIComponent(id)}`;

async function chosen(client: ApiClient, ids: readonly string[], options: Options): Promise<readonly string[]> {
  return options.all ? (await allLetters(client)).map(({ id }) => id) : ids;
}

async function allLetters(client: ApiClient): Promise<Letter[]> {
  const { pages } = await import("../pages.ts");
  const letters: Letter[] = [];
  for await (const letter of pages<Letter>(client, "/v1/admin/dead", {})) letters.push(letter);
  return letters;
}

async function requireSome(ids: readonly string[], options: Options): Promise<void> {
  const { UsageError } = await import("../failure.ts");
  if (ids.length > 0 === (options.all === true)) throw new UsageError("name dead letters by their ids, or give --all");
}
