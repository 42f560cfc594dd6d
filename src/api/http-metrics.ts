import type { FastifyReply, FastifyRequest } from "fastify";
import { Histogram, type Registry } from "prom-client";

const NAME = "heartbridge_http_request_seconds";

/** Measures every answered request by method, route and status; an address that no route serves counts as `none`. */
export function measureRequests(metrics: Registry): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const known = metrics.getSingleMetric(NAME) as Histogram<"method" | "route" | "status"> | undefined;
  const seconds =
    known ??
    new Histogram({
      name: NAME,
      help: "Time to answer an HTTP request, in seconds; long-polls and streams count as long as they are held",
      labelNames: ["method", "route", "status"] as const,
      buckets: [0.005, 0.02, 0.05, 0.2, 1, 5, 20, 60],
      registers: [metrics],
    });
  return async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  };
}
