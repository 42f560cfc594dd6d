import { FeedEvent } from "../../record/feed-event.ts";
import type { Api } from "../api.ts";
import type { ApiDependencies } from "../ports.ts";
import { MessagePath, presentMessage } from "../present.ts";
import { page } from "../schemas.ts";

/** `GET /v1/messages/{id}/revisions`: every event of a message, each with the message as it then was. */
export function addRevisions(app: Api, { store }: ApiDependencies): void {
  app.get(
    "/v1/messages/:id/revisions",
    {
      config: { permission: "messages:read", problems: [404, 410] },
      schema: {
        operationId: "getRevisions",
        summary: "A message's history, oldest first",
        tags: ["messages"],
        params: MessagePath,
        response: { 200: page(FeedEvent) },
      },
    },
    async (request) => {
      const { id } = await presentMessage(store, request.params.id);
      return { items: await store.messages.history(id), next: null };
    },
  );
}
