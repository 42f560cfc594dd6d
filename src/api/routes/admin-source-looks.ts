import { z } from "zod";
import { Message } from "../../record/message.ts";
import type { Api } from "../api.ts";
import { pageSize, query, word } from "../parameters.ts";
import type { ApiDependencies } from "../ports.ts";
import { page } from "../schemas.ts";

const SourcePath = z.object({ name: word });
const CheckLine = z.object({ ok: z.boolean(), question: z.string(), answer: z.string() });

/** `POST /v1/admin/sources/{name}/check|preview`: asks the platform and changes nothing here. */
export function addSourceLooks(app: Api, { sources }: ApiDependencies): void {
  app.post(
    "/v1/admin/sources/:name/check",
    {
      config: { permission: "admin", problems: [404] },
      schema: {
        operationId: "checkSource",
        summary: "Are address, credentials and layout right",
        tags: ["admin"],
        params: SourcePath,
        response: { 200: page(CheckLine) },
      },
    },
    async (request) => {
      const items: z.infer<typeof CheckLine>[] = [];
      for await (const line of sources.check(request.params.name)) items.push(line);
      return { items, next: null };
    },
  );

  app.post(
    "/v1/admin/sources/:name/preview",
    {
      config: { permission: "admin", problems: [404] },
      schema: {
        operationId: "previewSource",
        summary: "Poll once and show what would be stored; stores nothing",
        tags: ["admin"],
        params: SourcePath,
        querystring: query({ limit: pageSize() }),
        response: { 200: page(Message) },
      },
    },
    async (request) => ({ items: await sources.preview(request.params.name, request.query.limit), next: null }),
  );
}
