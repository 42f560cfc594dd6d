import { z } from "zod";
import type { Api } from "../api.ts";
import { query, text } from "../parameters.ts";
import type { ApiDependencies } from "../ports.ts";
import { MessagePath, presentMessage } from "../present.ts";
import { Problem } from "../problems.ts";

/** `DELETE /v1/messages/{id}`: erases a message everywhere; answers once it is. */
export function addErase(app: Api, { store, lane }: ApiDependencies): void {
  app.delete(
    "/v1/messages/:id",
    {
      config: { permission: "erase", problems: [404, 410] },
      schema: {
        operationId: "eraseMessage",
        summary: "Erase a message everywhere; leaves an audit line",
        tags: ["messages"],
        params: MessagePath,
        querystring: query({ reason: text(500).optional().describe("kept in the audit line") }),
        response: { 204: z.undefined().describe("Erased") },
      },
    },
    async (request, reply) => {
      const { id } = await presentMessage(store, request.params.id);
      if (!(await lane.erase(id, request.actor, request.query.reason ?? null))) {
        throw new Problem("not-found", `there is no message ${id}`);
      }
      return reply.code(204).send();
    },
  );
}
