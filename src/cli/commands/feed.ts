import type { Command } from "commander";
import type { FeedEvent } from "../../record/feed-event.ts";
import { type Context, interruption } from "../io.ts";
import { wholeNumber, withConfig, withExamples } from "../options.ts";

/** Events asked for at once. */
const PAGE = 1000;
/** How long one question waits for an event, in seconds. */
const WAIT_SECONDS = 25;

interface Options {
  readonly config?: string;
  readonly after: number;
  readonly follow?: boolean;
}

/** `feed`: the feed's events, a line each. */
export function define(command: Command, context: Context): void {
  withConfig(command)
    .option("--after <seq>", "events after this one", wholeNumber(0, Number.MAX_SAFE_INTEGER), 0)
    .option("--follow", "wait for further events until interrupted")
    .action((options: Options) => run(context, options));
  withExamples(command, ["heartbridge feed > events.jsonl", "heartbridge feed --after 1200 --follow"]);
}

async function run(context: Context, { follow, ...options }: Options): Promise<void> {
  const { withClient } = await import("../client.ts");
  const end = follow ? interruption(context.io) : null;
  await withClient(context, { ...options, purpose: "read" }, async (client) => {
    let after = options.after;
    const ended =
      end === null ? null : new Promise<null>((resolve) => end.addEventListener("abort", () => resolve(null)));
    while (end?.aborted !== true) {
      const asked = client.get<{ items: FeedEvent[]; next: number }>("/v1/feed", {
        after,
        limit: PAGE,
        wait: follow ? WAIT_SECONDS : 0,
      });
      // The answer that is not waited for any more ends with the client.
      asked.catch(() => {});
      const page = await (ended === null ? asked : Promise.race([asked, ended]));
      if (page === null) return;
      for (const event of page.items) await context.print(`${JSON.stringify(event)}\n`);
      if (page.items.length === 0 && !follow) return;
      after = page.next;
    }
  });
}
