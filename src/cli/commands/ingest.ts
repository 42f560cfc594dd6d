import type { Command } from "commander";
import type { Context } from "../io.ts";
import { withConfig, withExamples } from "../options.ts";

interface Options {
  readonly config?: string;
  readonly wait?: boolean;
  readonly json?: boolean;
}

/** `ingest [FILE|-]`: RawPost lines through the whole pipeline. */
export function define(command: Command, context: Context): void {
  withConfig(command)
    .argument("[file]", "RawPost lines; - or nothing is stdin")
    .option("--wait", "until every post is committed (always, where no daemon runs)")
    .option("--json", "print the summary as JSON")
    .addHelpText(
      "after",
      "\nA wrong line is reported with its number and dead-lettered, the others go on; the exit code is then 1.",
    )
    .action((file: string | undefined, options: Options) => run(context, file, options));
  withExamples(command, ["heartbridge ingest posts.jsonl --wait", "zcat posts.jsonl.gz | heartbridge ingest -"]);
}

async function run(context: Context, file: string | undefined, options: Options): Promise<void> {
  const [{ withClient }, { openInput }, { sendParts, untilCommitted }, { Reported }] = await Promise.all([
    import("../client.ts"),
    import("../lines.ts"),
    import("../raw-posts.ts"),
    import("../failure.ts"),
  ]);
  const input = await openInput(context.io, file);
  const summary = await withClient(context, { ...options, purpose: "write" }, async (client) => {
    const started = performance.now();
    const sent = await sendParts(context, client, input);
    // Without a daemon nobody else would do the work.
    if (options.wait || client.local) await untilCommitted(context, client, sent.batches);
    const seconds = (performance.now() - started) / 1000;
    return { accepted: sent.accepted, rejected: sent.rejected, seconds: Number(seconds.toFixed(2)) };
  });
  const { accepted, rejected, seconds } = summary;
  const speed = Math.round(accepted / Math.max(seconds, 0.01));
  await context.print(
    options.json
      ? `${JSON.stringify(summary)}\n`
      : `accepted ${accepted}, rejected ${rejected.length}, in ${seconds} s (${speed} posts/s)\n`,
  );
  if (rejected.length > 0) throw new Reported(`${rejected.length} lines were wrong`);
}
