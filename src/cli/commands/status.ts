import type { Command } from "commander";
import type { SourceView } from "../../api/ports.ts";
import type { Context } from "../io.ts";
import { withConfig, withExamples, withJson } from "../options.ts";

/** `GET /v1/admin/status` as it is printed. */
interface Status {
  readonly county: { readonly division: string; readonly name: string };
  readonly messages: number;
  readonly seq: number;
  readonly dead: number;
  readonly backlog: { readonly batches: number; readonly posts: number; readonly oldest: string | null };
  readonly sources: readonly SourceView[];
  readonly queues: readonly { name: string; waiting: number; active: number; delayed: number; failed: number }[];
}

/** `status`: sources, queues, lag and dead letters at a glance. */
export function define(command: Command, context: Context): void {
  withJson(withConfig(command)).action((options: { config?: string; json?: boolean }) => run(context, options));
  withExamples(command, ["heartbridge status", "heartbridge status --json"]);
}

async function run(context: Context, options: { config?: string; json?: boolean }): Promise<void> {
  const [{ withClient }, { table }, { sourceTable }] = await Promise.all([
    import("../client.ts"),
    import("../table.ts"),
    import("../source-table.ts"),
  ]);
  const { status, local } = await withClient(context, { ...options, purpose: "read" }, async (client) => ({
    status: await client.get<Status>("/v1/admin/status"),
    local: client.local,
  }));
  if (options.json) return context.print(`${JSON.stringify(status)}\n`);
  const { county, backlog } = status;
  await context.print(
    table(
      ["county", `${county.name} (${county.division})`],
      [
        ["daemon", local ? "not running" : "running"],
        ["messages", String(status.messages)],
        ["last event", `seq ${status.seq}`],
        ["dead letters", String(status.dead)],
        ["waiting", backlog.oldest === null ? "nothing" : `${backlog.posts} posts, the oldest since ${backlog.oldest}`],
      ],
    ),
  );
  await context.print(`\n${sourceTable(status.sources)}`);
  const queues = status.queues.map((queue) => [queue.name, queue.waiting, queue.active, queue.delayed, queue.failed]);
  await context.print(`\n${table(["queue", "waiting", "active", "delayed", "failed"], queues)}`);
}
