import { z } from "zod";
import { recordTime } from "../../record/time.ts";
import type { Api } from "../api.ts";
import { cursor, pageSize, query } from "../parameters.ts";
import type { ApiDependencies } from "../ports.ts";
import { page } from "../schemas.ts";

const Line = z.object({
  at: recordTime,
  actor: z.string(),
  action: z.enum(["original.read", "message.erased", "source.purged", "dead.dropped"]),
  subject: z.string(),
  reason: z.string().nullable(),
});

/** `GET /v1/admin/audit`: who did what, newest first. */
export function addAudit(app: Api, { store }: ApiDependencies): void {
  app.get(
    "/v1/admin/audit",
    {
      config: { permission: "admin" },
      schema: {
        operationId: "listAudit",
        summary: "Who opened, erased, purged or dropped what; newest first",
        tags: ["admin"],
        querystring: query({ limit: pageSize(), cursor }),
        response: { 200: page(Line) },
      },
    },
    async (request) => store.audit.list(request.query),
  );
}
