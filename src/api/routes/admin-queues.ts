import { QUEUE_NAMES, type Queues } from "../../queue/queue.ts";
import type { Api } from "../api.ts";
import type { ApiDependencies } from "../ports.ts";
import { Backlog, page, Queue } from "../schemas.ts";

/** `GET /v1/admin/queues`: what waits where, and what the archive holds uncommitted. */
export function addQueues(app: Api, { queues, store }: ApiDependencies): void {
  app.get(
    "/v1/admin/queues",
    {
      config: { permission: "admin", problems: [503] },
      schema: {
        operationId: "listQueues",
        summary: "Queues and backlog",
        tags: ["admin"],
        response: { 200: page(Queue).extend({ backlog: Backlog }) },
      },
    },
    async () => ({ items: await queueCounts(queues), next: null, backlog: await store.archive.backlog() }),
  );
}

/** The counts of every queue, by name. */
export function queueCounts(queues: Queues) {
  return Promise.all(QUEUE_NAMES.map(async (name) => ({ name, ...(await queues.counts(name)) })));
}
