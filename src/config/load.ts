import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import type { AnyConnector } from "../connector/connector.ts";
import type { Config, EmbeddedStorage } from "./config.ts";
import { describeIssues } from "./describe-issue.ts";
import { packageRoot } from "./package-root.ts";
import { ConfigError, type ConfigProblem } from "./problem.ts";
import { FileSchema } from "./schema.ts";
import { readSources } from "./sources.ts";
import { type Substituted, substitute } from "./substitute.ts";

/** What `loadConfig` needs to know. */
export interface LoadOptions {
  /** The file; without it `config/default.yaml` of the working directory, else the one that ships. */
  readonly path?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** The connector registry. */
  readonly connectors: Readonly<Record<string, AnyConnector>>;
  /** Relative paths count from here; the process's working directory unless told. */
  readonly cwd?: string | undefined;
}

/**
 * Reads, completes and checks a configuration.
 * @throws ConfigError with every fault at once
 */
export function loadConfig(options: LoadOptions): Config {
  const cwd = options.cwd ?? process.cwd();
  const file = options.path === undefined ? defaultFile(cwd) : resolve(cwd, options.path);
  const substituted = substitute(readYaml(file), options.env);
  const document = substituted.value ?? {};
  const several = typeof document === "object" && document !== null && "counties" in document;
  if (several) throw new ConfigError([severalCounties]);

  const parsed = FileSchema.safeParse(document);
  const issues = parsed.success ? [] : describeIssues(parsed.error.issues, FileSchema, document, [], substituted);
  const sources = readSources(document, options.connectors, substituted);
  const problems = [...substituted.problems, ...issues, ...sources.problems, ...profileProblems(document, substituted)];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return assemble(parsed.data, sources.sources, { file, cwd, secrets: substituted.secrets });
}

function defaultFile(cwd: string): string {
  const own = join(cwd, "config", "default.yaml");
  return existsSync(own) ? own : join(packageRoot(), "config", "default.yaml");
}

function readYaml(file: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines, prettyErrors: false });
  const [fault] = document.errors;
  if (fault === undefined) return document.toJS();
  const { line, col } = lines.linePos(fault.pos[0]);
  throw new ConfigError([
    {
      path: file,
      expected: "YAML",
      found: `${fault.message} at line ${line}, column ${col}`,
      mend: `correct line ${line}`,
    },
  ]);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unreadable";
    const found = code === "ENOENT" ? "no such file" : `the file cannot be read (${code})`;
    const mend = "name a readable file with --config, or leave --config out for the default configuration";
    throw new ConfigError([{ path: file, expected: "a configuration file", found, mend }]);
  }
}

const severalCounties: ConfigProblem = {
  path: "counties",
  expected: "one county: the keys county, sources and api.tokens",
  found: "a list of counties, which this version does not serve",
  mend: "run one installation for each county, each with its own configuration and data folder",
};

/** Keys that the services profile needs and the embedded one does not. */
function profileProblems(document: unknown, substituted: Substituted): ConfigProblem[] {
  const { storage, queue, privacy } = document as { storage?: object; queue?: object; privacy?: object };
  if (!has(storage, "mongodb")) return [];
  const missing = ["authorKey", "sealKey"].filter(
    (key) => !has(privacy, key) && !substituted.failed.has(`privacy.${key}`),
  );
  const problems = missing.map((key) => ({
    path: `privacy.${key}`,
    expected: "a key of 32 bytes, because several machines must share it",
    found: "nothing",
    mend: `make one with: openssl rand -hex 32, keep it outside this file, and name it here as $\{NAME}`,
  }));
  if (queue === undefined) {
    problems.push({
      path: "queue",
      expected: "a queue that is named, because the storage is not embedded",
      found: "nothing",
      mend: 'add queue: { redis: { url: "redis://…" } }',
    });
  }
  return problems;
}

function has(value: object | undefined | null, key: string): boolean {
  return typeof value === "object" && value !== null && key in value;
}

function assemble(
  data: FileSchema,
  sources: Config["sources"],
  from: { file: string; cwd: string; secrets: readonly string[] },
): Config {
  const { storage, queue, privacy } = data;
  const embedded = (): EmbeddedStorage => ({
    kind: "embedded",
    directory: resolve(from.cwd, storage.embedded?.directory ?? "./data"),
  });
  return {
    county: data.county,
    storage: storage.mongodb === undefined ? embedded() : { kind: "mongodb", ...storage.mongodb },
    queue: queue?.redis === undefined ? { kind: "embedded" } : { kind: "redis", url: queue.redis.url },
    api: data.api,
    privacy: { ...privacy, authorKey: privacy.authorKey ?? null, sealKey: privacy.sealKey ?? null },
    network: data.network,
    archive: data.archive,
    urgency: data.urgency,
    sources,
    file: from.file,
    secrets: from.secrets,
  };
}
