import { z } from "zod";
import type { Api } from "../api.ts";
import type { ApiDependencies } from "../ports.ts";

/** `GET /metrics`: the registry in Prometheus' text format. */
export function addMetrics(app: Api, { metrics }: ApiDependencies): void {
  app.get(
    "/metrics",
    {
      config: { permission: "admin" },
      schema: {
        operationId: "getMetrics",
        summary: "Metrics in Prometheus' text format",
        tags: ["health"],
        produces: ["text/plain"],
        response: { 200: z.string().describe("metrics") },
      },
    },
    async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()),
  );
}
