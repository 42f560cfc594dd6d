import { z } from "zod";
import type { Api } from "../api.ts";
import { time, word } from "../parameters.ts";
import type { ApiDependencies } from "../ports.ts";
import { Source } from "../schemas.ts";

const SourcePath = z.object({ name: word });
const Since = z.strictObject({ since: time.nullish().describe("from this time on") }).nullish();
const config = { permission: "admin", problems: [404, 503] } as const;

const SIMPLE = {
  pause: "Stop polling a source",
  resume: "Poll a source again",
  poll: "Ask for a poll now",
} as const;

/** `POST /v1/admin/sources/{name}/pause|resume|poll|backfill|purge`: what an operator does with a source. */
export function addSourceActions(app: Api, { sources }: ApiDependencies): void {
  for (const action of ["pause", "resume", "poll"] as const) {
    app.post(
      `/v1/admin/sources/:name/${action}`,
      {
        config,
        schema: {
          operationId: `${action}Source`,
          summary: SIMPLE[action],
          tags: ["admin"],
          params: SourcePath,
          response: { 200: Source },
        },
      },
      async (request) => sources[action](request.params.name),
    );
  }

  app.post(
    "/v1/admin/sources/:name/backfill",
    {
      config,
      schema: {
        operationId: "backfillSource",
        summary: "Poll a source anew from its start or from a time",
        tags: ["admin"],
        params: SourcePath,
        body: Since,
        response: { 200: Source },
      },
    },
    async (request) => sources.backfill(request.params.name, request.body?.since ?? null),
  );

  app.post(
    "/v1/admin/sources/:name/purge",
    {
      config,
      schema: {
        operationId: "purgeSource",
        summary: "Erase a source's messages and forget its state; leaves an audit line",
        tags: ["admin"],
        params: SourcePath,
        body: Since,
        response: { 200: z.object({ erased: z.int() }) },
      },
    },
    async (request) => sources.purge(request.params.name, request.body?.since ?? null, request.actor),
  );
}
