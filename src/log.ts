import { type DestinationStream, destination, type Logger, levels, pino } from "pino";

/** How a logger is made. */
export interface LogOptions {
  /** `HEARTBRIDGE_LOG_LEVEL`: trace, debug, info, warn, error, fatal or silent; `info` unless told. */
  readonly level?: string | undefined;
  /** Standard error unless told. */
  readonly destination?: DestinationStream | undefined;
  /** Values that must not appear in any line, wherever they stand: `Config.secrets`. */
  readonly secrets?: readonly string[] | undefined;
}

const HIDDEN = "[hidden]";

/** Keys whose values are hidden at any depth. A bare `key` is not among them: errors name a setting by it. */
const SECRET_KEY =
  /authorization|cookie|token|secret|passw|credential|appcode|(author|seal|sign|client|api|access|private)[-_]?key/i;

/** Secrets within texts: bearer tokens, parameters of an address, user and password before an `@`. */
const SECRET_TEXT =
  /(\bBearer\s+|[?&](?:access_token|refresh_token|client_secret|client_key|token|sign|key)=|:\/\/(?=[^/\s"]*@))[^\s"'&@]+/gi;

/** Deeper objects are cut: nothing that the program logs on purpose is so deep. */
const MOST_DEPTH = 8;

/**
 * The program's logger: JSON lines on standard error, without secrets. What is secret is told by key at any depth, by
 * form within texts, and by value for the values given.
 */
export function createLogger(options: LogOptions = {}): Logger {
  const level = options.level ?? "info";
  const known = level === "silent" || Object.hasOwn(levels.values, level);
  const hideValues = valueFilter(options.secrets ?? []);
  const log = pino(
    {
      level: known ? level : "info",
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (line) => hideKeys(line),
      },
      // Errors are told by hideKeys already.
      serializers: { err: (error: unknown) => error },
      hooks: { streamWrite: (line) => hideValues(hideInLine(line).replace(SECRET_TEXT, `$1${HIDDEN}`)) },
    },
    options.destination ?? destination({ dest: 2, sync: true }),
  );
  if (!known) log.warn({ level }, `unknown log level: one of ${Object.keys(levels.values).join(", ")}, silent`);
  return log;
}

/** Short values are left alone: they would blot out ordinary words. */
const SHORTEST_SECRET = 6;

function valueFilter(secrets: readonly string[]): (line: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (line) => longestFirst.reduce((text, secret) => text.replaceAll(secret, HIDDEN), line);
}

/** What a child logger carries is text before any formatter sees it, so the finished line is looked at once more. */
function hideInLine(line: string): string {
  return SECRET_KEY.test(line) ? `${JSON.stringify(hideKeys(JSON.parse(line)))}\n` : line;
}

function hideKeys(line: object): Record<string, unknown> {
  return hideIn(line, 0, new Set()) as Record<string, unknown>;
}

function hideIn(value: unknown, depth: number, above: ReadonlySet<object>): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= MOST_DEPTH || above.has(value)) return "[…]";
  const below = new Set([...above, value]);
  if (Array.isArray(value)) return value.map((item) => hideIn(item, depth + 1, below));
  const parts = value instanceof Error ? errorParts(value) : Object.entries(value);
  return Object.fromEntries(
    parts.map(([key, item]) => [key, isSecret(key, item) ? HIDDEN : hideIn(item, depth + 1, below)]),
  );
}

/** Counts and switches are no secrets, whatever they are called. */
function isSecret(key: string, value: unknown): boolean {
  const tells = typeof value === "string" || (typeof value === "object" && value !== null);
  return tells && SECRET_KEY.test(key);
}

function errorParts(error: Error): [string, unknown][] {
  const { name, message, stack, cause, ...own } = Object.assign({}, error, {
    name: error.name,
    message: error.message,
    stack: error.stack,
    cause: error.cause,
  });
  const parts: [string, unknown][] = [["type", name], ["message", message], ["stack", stack], ...Object.entries(own)];
  return cause === undefined ? parts : [...parts, ["cause", cause]];
}
