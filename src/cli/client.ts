import type { Config } from "../config/config.ts";
import { isChosen, readConfig } from "./config.ts";
import { findDaemon } from "./daemon-address.ts";
import { Failure, foreseen } from "./failure.ts";
import type { Context } from "./io.ts";
import { type ApiRequest, localTransport, type Transport } from "./transport.ts";

/** Parameters of a query; those that are undefined are left out. */
export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** The API as commands use it, the same beside a daemon and without one. */
export interface ApiClient {
  /** True where no daemon answered and the store was opened in this process. */
  readonly local: boolean;
  readonly config: Config;
  get<T>(path: string, query?: Query): Promise<T>;
  post<T>(path: string, query?: Query, body?: unknown): Promise<T>;
  /** Posts JSON lines. */
  postLines<T>(path: string, query: Query, lines: Buffer): Promise<T>;
  delete(path: string, query?: Query): Promise<void>;
  close(): Promise<void>;
}

/** The API refused. */
export class ApiProblem extends Failure {
  readonly status: number;
  /** The problem's body (RFC 9457). */
  readonly problem: Readonly<Record<string, unknown>>;
  constructor(status: number, problem: Record<string, unknown>) {
    super(typeof problem.detail === "string" ? problem.detail : `the API answers ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

/** What a command does: `read` looks only; `write` needs the workers of the pipeline. */
export type Purpose = "read" | "write";

/** Runs a command's work with a client, and closes what was opened, whatever happens. */
export async function withClient<T>(
  context: Context,
  options: { readonly config?: string | undefined; readonly purpose: Purpose },
  work: (client: ApiClient) => Promise<T>,
): Promise<T> {
  const config = await readConfig(context.io, options.config);
  const client = await openClient(context, config, isChosen(context.io, options.config), options.purpose);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

/**
 * Finds the running daemon; where none answers, opens the store of the configuration in this process.
 * @param chosen whether the operator chose the configuration: then a daemon of another county or folder is refused
 * @throws Failure when the daemon serves something else, or another process holds the store
 */
export async function openClient(
  context: Context,
  config: Config,
  chosen: boolean,
  purpose: Purpose,
): Promise<ApiClient> {
  const daemon = await findDaemon(context, config, chosen);
  if (daemon !== null) {
    return createClient(daemon, { config, local: false, token: context.io.env.HEARTBRIDGE_TOKEN });
  }
  return createClient(await openLocal(context, config, purpose), { config, local: true });
}

/** Who may open the store's folder needs no token: the tokens are left out, so the API answers this process alone. */
async function openLocal(context: Context, config: Config, purpose: Purpose): Promise<Transport> {
  const [{ openApplication }, { createLogger }] = await Promise.all([import("../daemon.ts"), import("../log.ts")]);
  const level = context.io.env.HEARTBRIDGE_LOG_LEVEL ?? "error";
  const log = createLogger({ level, secrets: config.secrets, destination: context.io.stderr });
  try {
    const open = { ...config, api: { ...config.api, tokens: [] } };
    return localTransport(await openApplication(open, { roles: purpose === "write" ? ["work"] : [], log }));
  } catch (error) {
    throw foreseen(error);
  }
}

function createClient(
  transport: Transport,
  { config, local, token }: { config: Config; local: boolean; token?: string | undefined },
): ApiClient {
  const always: Record<string, string> = { accept: "application/json" };
  if (token) always.authorization = `Bearer ${token}`;
  async function send<T>(request: Omit<ApiRequest, "headers">, type?: string): Promise<T> {
    const headers = type === undefined ? always : { ...always, "content-type": type };
    const { status, body } = await transport.send({ ...request, headers });
    const json = body === "" ? null : (JSON.parse(body) as unknown);
    if (status < 400) return json as T;
    if (status === 401) throw new Failure("the daemon asks for a token: set HEARTBRIDGE_TOKEN to one that it knows");
    throw new ApiProblem(status, (json ?? {}) as Record<string, unknown>);
  }
  return {
    local,
    config,
    get: (path, query) => send({ method: "GET", path: path + queryText(query) }),
    post: (path, query, body) => {
      const request = { method: "POST", path: path + queryText(query) } as const;
      return body === undefined ? send(request) : send({ ...request, body: JSON.stringify(body) }, "application/json");
    },
    postLines: (path, query, lines) =>
      send({ method: "POST", path: path + queryText(query), body: lines }, "application/x-ndjson"),
    delete: (path, query) => send({ method: "DELETE", path: path + queryText(query) }),
    close: () => transport.close(),
  };
}

function queryText(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) parameters.append(name, String(item));
    }
  }
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}
