import { z } from "zod";
import type { Api } from "../api.ts";

/** `GET /openapi.json`: this API, described from the schemas that it checks with. */
export function addOpenapi(app: Api): void {
  app.get(
    "/openapi.json",
    {
      config: { permission: null },
      schema: {
        operationId: "getOpenapi",
        summary: "This document",
        tags: ["health"],
        response: { 200: z.record(z.string(), z.unknown()).describe("OpenAPI 3.1") },
      },
    },
    async () => ({ ...app.swagger() }),
  );
}
