import type { AnyConnector } from "../connector/connector.ts";
import type { Budget, SourceConfig } from "./config.ts";
import { describeIssues } from "./describe-issue.ts";
import { nearest } from "./near.ts";
import type { ConfigProblem } from "./problem.ts";
import { DEFAULT_EVERY, SourceSchema } from "./schema.ts";
import type { Substituted } from "./substitute.ts";

const PERIOD_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * Reads `sources` with the connectors' own schemas. The file's schema reports what is wrong with a source's other keys,
 * so here only names, connectors and settings give problems.
 */
export function readSources(
  document: unknown,
  connectors: Readonly<Record<string, AnyConnector>>,
  substituted: Substituted,
): { sources: SourceConfig[]; problems: ConfigProblem[] } {
  const list = (document as { sources?: unknown }).sources;
  const sources: SourceConfig[] = [];
  const problems: ConfigProblem[] = [];
  const firstOf = new Map<string, number>();
  for (const [index, item] of (Array.isArray(list) ? list : []).entries()) {
    if (typeof item !== "object" || item === null) continue;
    const { name, connector: id, every, settings } = item as Record<string, unknown>;
    if (typeof name === "string") {
      const first = firstOf.get(name);
      if (first === undefined) firstOf.set(name, index);
      else problems.push(sameName(index, name, first));
    }
    if (typeof id !== "string") continue;
    const connector = Object.hasOwn(connectors, id) ? connectors[id] : undefined;
    if (connector === undefined) {
      problems.push(unknownConnector(index, id, Object.keys(connectors)));
      continue;
    }
    const given = settings ?? {};
    const parsed = connector.settings.safeParse(given);
    if (!parsed.success) {
      const at = ["sources", index, "settings"];
      problems.push(...describeIssues(parsed.error.issues, connector.settings, given, at, substituted));
      continue;
    }
    const source = SourceSchema.safeParse(item);
    if (source.success) sources.push(complete(source.data, String(every ?? DEFAULT_EVERY), connector, parsed.data));
  }
  return { sources, problems };
}

function complete(data: SourceSchema, every: string, connector: AnyConnector, settings: unknown): SourceConfig {
  const { minInterval, concurrency, detailsPerHour } = data.pace;
  return {
    name: data.name,
    connector: data.connector,
    everyMs: data.every,
    every,
    budget: data.budget === undefined ? null : budget(data.budget),
    pace: {
      minInterval: minInterval ?? connector.pace.minInterval,
      concurrency: concurrency ?? connector.pace.concurrency,
      detailsPerHour: detailsPerHour ?? connector.pace.detailsPerHour,
    },
    settings,
  };
}

function budget(text: string): Budget {
  const [amount, period] = text.split("/");
  return { amount: Number(amount), periodMs: PERIOD_MS[period as keyof typeof PERIOD_MS], text };
}

function sameName(index: number, name: string, first: number): ConfigProblem {
  return {
    path: `sources[${index}].name`,
    expected: "a name that no other source has",
    found: `${JSON.stringify(name)}, which is also sources[${first}].name`,
    mend: "give one of the two another name",
  };
}

function unknownConnector(index: number, id: string, known: readonly string[]): ConfigProblem {
  const near = nearest(id, known);
  return {
    path: `sources[${index}].connector`,
    expected: `one of ${known.join(", ")}`,
    found: JSON.stringify(id),
    mend: near === null ? "choose one of these connectors" : `did you mean ${near}?`,
  };
}
