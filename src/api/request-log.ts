import type { FastifyReply, FastifyRequest } from "fastify";

/** Parameters whose values may hold a citizen's words, or an official's. */
const PRIVATE = ["q", "reason"];
/** Asked every few seconds by machines. */
const QUIET = new Set(["/livez", "/readyz", "/metrics"]);

/** One log line for each request: who asked what, and how it went. No token, no body, no words that were searched. */
export async function logRequest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const line = {
    method: request.method,
    url: loggedUrl(request.url),
    status: reply.statusCode,
    milliseconds: Math.round(reply.elapsedTime),
    actor: request.actor,
  };
  if (QUIET.has(request.routeOptions.url ?? "")) request.log.debug(line, "request");
  else request.log.info(line, "request");
}

/** The address with private values replaced by `…`. */
export function loggedUrl(url: string): string {
  const [path = "", search] = url.split("?", 2);
  if (search === undefined) return path;
  const pairs = [...new URLSearchParams(search)];
  return `${path}?${pairs.map(([name, value]) => `${name}=${PRIVATE.includes(name) ? "…" : value}`).join("&")}`;
}
