import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";

/** What a lab platform serves. */
export interface PlatformOptions {
  /** For error messages. */
  readonly name: string;
  /** Adds the routes; may add its own `/robots.txt`. */
  register(app: FastifyInstance): void;
  readonly port?: number;
}

/** A running lab server. */
export interface RunningPlatform {
  readonly origin: string;
  stop(): Promise<void>;
}

/**
 * Starts a platform's server on loopback only. Forms arrive as `Record<string, string>`, JSON as parsed JSON with the
 * exact bytes in `request.rawBody`, so that signatures can be checked over what was sent.
 */
export async function startPlatform(options: PlatformOptions): Promise<RunningPlatform> {
  const app = Fastify({ logger: false, forceCloseConnections: true });
  app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    request.rawBody = String(body);
    try {
      done(null, body === "" ? {} : JSON.parse(String(body)));
    } catch (error) {
      done(error as Error);
    }
  });
  options.register(app);
  if (!app.hasRoute({ method: "GET", url: "/robots.txt" })) {
    app.get("/robots.txt", (_request, reply) => reply.type("text/plain").send("User-agent: *\nAllow: /\n"));
  }
  try {
    const origin = await app.listen({ host: "127.0.0.1", port: options.port ?? 0 });
    return { origin, stop: () => app.close() };
  } catch (cause) {
    throw new Error(`the imitated ${options.name} cannot listen on port ${options.port ?? 0}`, { cause });
  }
}

declare module "fastify" {
  interface FastifyRequest {
    /** The JSON body as it was sent. */
    rawBody?: string;
  }
}

/** Faults that every platform shows alike. */
const COMMON: Readonly<Record<string, (reply: FastifyReply) => unknown>> = {
  "login-page": (reply) =>
    reply
      .type("text/html; charset=utf-8")
      .send(
        '<html><head><title>用户登录</title></head><body><form id="login"><input type="password"></form></body></html>',
      ),
  "half-json": (reply) =>
    reply.type("application/json").send('{"status":"1","result":"success","data":{"rows":[{"id":47'),
  throttled: (reply) => reply.code(429).header("retry-after", "30").send("too many requests"),
  "server-error": (reply) => reply.code(500).send("internal error"),
  challenge: (reply) =>
    reply
      .code(412)
      .type("text/html")
      .send('<html><script>$_ts=window["$_ts"];</script><script src="/4QbVtADbnLVI/c.FxJzG50F.js"></script></html>'),
  "empty-body": (reply) => reply.code(200).send(""),
};

/** The names of the faults that every platform shows alike. */
export const commonFaults: readonly string[] = Object.keys(COMMON);

/**
 * A hook for `app.addHook("onRequest", …)`: while `current` names a common fault, it answers in the platform's place.
 * robots.txt stays whole, because a fault of the pages is not one of the rules.
 */
export function faultHook(current: () => string | null) {
  return async (request: { url: string }, reply: FastifyReply): Promise<unknown> => {
    const send = COMMON[current() ?? ""];
    return send === undefined || request.url === "/robots.txt" ? undefined : send(reply);
  };
}

/** Holds a platform's fault switch; refuses names that it does not know. */
export function faultSwitch(own: readonly string[]): { current(): string | null; set(name: string | null): void } {
  let fault: string | null = null;
  return {
    current: () => fault,
    set: (name) => {
      if (name !== null && !own.includes(name) && !(name in COMMON)) {
        throw new Error(`unknown fault ${name}; known: ${[...own, ...commonFaults].join(", ")}`);
      }
      fault = name;
    },
  };
}
