import type { Api } from "../api.ts";
import type { ApiDependencies } from "../ports.ts";
import { page, Source } from "../schemas.ts";

/** `GET /v1/admin/sources`: the configured sources and how they fare. */
export function addSources(app: Api, { sources }: ApiDependencies): void {
  app.get(
    "/v1/admin/sources",
    {
      config: { permission: "admin" },
      schema: {
        operationId: "listSources",
        summary: "Sources and their state",
        tags: ["admin"],
        response: { 200: page(Source) },
      },
    },
    async () => ({ items: await sources.list(), next: null }),
  );
}
