import { Message } from "../../record/message.ts";
import type { Api } from "../api.ts";
import type { ApiDependencies } from "../ports.ts";
import { MessagePath, presentMessage } from "../present.ts";

/** `GET /v1/messages/{id}`: one message as it stands now. */
export function addMessage(app: Api, { store }: ApiDependencies): void {
  app.get(
    "/v1/messages/:id",
    {
      config: { permission: "messages:read", problems: [404, 410] },
      schema: {
        operationId: "getMessage",
        summary: "One message",
        tags: ["messages"],
        params: MessagePath,
        response: { 200: Message },
      },
    },
    async (request) => presentMessage(store, request.params.id),
  );
}
