import type { DeadLetter } from "../../store/store.ts";
import type { Api } from "../api.ts";
import { cursor, pageSize, query } from "../parameters.ts";
import type { ApiDependencies } from "../ports.ts";
import { Dead, page } from "../schemas.ts";

/** `GET /v1/admin/dead`: what could not be processed, newest first. */
export function addDeadList(app: Api, { store }: ApiDependencies): void {
  app.get(
    "/v1/admin/dead",
    {
      config: { permission: "admin" },
      schema: {
        operationId: "listDeadLetters",
        summary: "Dead letters, newest first",
        tags: ["admin"],
        querystring: query({ limit: pageSize(), cursor }),
        response: { 200: page(Dead) },
      },
    },
    async (request) => {
      const { items, next } = await store.dead.list(request.query);
      return { items: items.map(withoutPayload), next };
    },
  );
}

/** A dead letter without what is sealed in it. */
export function withoutPayload({ sealed: _sealed, messageId: _messageId, ...letter }: DeadLetter) {
  return letter;
}
