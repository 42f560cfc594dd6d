import { z } from "zod";
import type { Api } from "../api.ts";
import type { ApiDependencies } from "../ports.ts";
import { Backlog, count, Queue, Source } from "../schemas.ts";
import { queueCounts } from "./admin-queues.ts";

const Status = z.object({
  county: z.object({ division: z.string(), name: z.string() }),
  messages: count,
  seq: count,
  dead: count,
  backlog: Backlog,
  sources: z.array(Source),
  queues: z.array(Queue),
});

/** `GET /v1/admin/status`: everything at a glance. */
export function addStatus(app: Api, { county, store, sources, queues }: ApiDependencies): void {
  app.get(
    "/v1/admin/status",
    {
      config: { permission: "admin", problems: [503] },
      schema: {
        operationId: "getStatus",
        summary: "Sources, queues, lag and dead letters at a glance",
        tags: ["admin"],
        response: { 200: Status },
      },
    },
    async () => ({
      county: { division: county.division, name: county.name },
      messages: await store.messages.count(),
      seq: await store.feed.lastSeq(),
      dead: await store.dead.count(),
      backlog: await store.archive.backlog(),
      sources: await sources.list(),
      queues: await queueCounts(queues),
    }),
  );
}
