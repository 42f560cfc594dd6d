import type { Command } from "commander";
import type { ReportCounts, ReportFigures } from "../../api/ports.ts";
import type { Context } from "../io.ts";
import { time, withConfig, withExamples, withJson } from "../options.ts";

interface Options {
  readonly config?: string;
  readonly json?: boolean;
  readonly from?: string;
  readonly to?: string;
}

type Report = ReportFigures & { readonly from: string; readonly to: string };

/** `report`: the figures of a period, by `recordedAt`. */
export function define(command: Command, context: Context): void {
  withJson(withConfig(command))
    .option("--from <time>", "recorded at or after this", time)
    .option("--to <time>", "recorded before this (now unless told)", time)
    .action((options: Options) => run(context, options));
  withExamples(command, ["heartbridge report", "heartbridge report --from 2026-03-01 --to 2026-04-01 --json"]);
}

async function run(context: Context, options: Options): Promise<void> {
  const [{ withClient }, { table, cut }] = await Promise.all([import("../client.ts"), import("../table.ts")]);
  const report = await withClient(context, { ...options, purpose: "read" }, (client) =>
    client.get<Report>("/v1/report", { from: options.from, to: options.to }),
  );
  if (options.json) return context.print(`${JSON.stringify(report)}\n`);
  await context.print(`${report.from} to ${report.to}\n\n`);
  await context.print(
    table(
      ["received", "replied", "closed", "overdue", "completed", "on time", "median reply"],
      [
        [
          ...counts(report),
          percent(report.completionRate),
          percent(report.onTimeRate),
          report.medianReplyHours === null ? null : `${report.medianReplyHours.toFixed(1)} h`,
        ],
      ],
    ),
  );
  const slices = {
    platform: report.byConnector,
    field: report.byField,
    township: report.byTownship,
    kind: report.byKind,
    urgency: report.byUrgency,
  };
  for (const [head, slice] of Object.entries(slices)) {
    const rows = Object.entries(slice).sort(([, a], [, b]) => b.received - a.received);
    if (rows.length === 0) continue;
    const heads = [head, "received", "replied", "closed", "overdue"];
    await context.print(
      `\n${table(
        heads,
        rows.map(([name, figures]) => [name, ...counts(figures)]),
      )}`,
    );
  }
  if (report.topics.length === 0) return;
  const topics = report.topics.map((one) => [cut(one.title, 60), one.size, one.first, one.last]);
  await context.print(`\n${table(["hot topic", "messages", "first", "last"], topics)}`);
}

function counts({ received, replied, closed, overdue }: ReportCounts): number[] {
  return [received, replied, closed, overdue];
}

function percent(rate: number): string {
  return `${(rate * 100).toFixed(1)} %`;
}
