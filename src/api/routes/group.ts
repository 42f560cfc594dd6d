import { z } from "zod";
import { Message, MessageId } from "../../record/message.ts";
import type { Api } from "../api.ts";
import { word } from "../parameters.ts";
import type { ApiDependencies } from "../ports.ts";
import { Problem } from "../problems.ts";
import { page } from "../schemas.ts";

const Group = page(Message).extend({
  id: z.string(),
  size: z.int().min(1),
  first: MessageId.describe("the member recorded first"),
});

/** `GET /v1/groups/{id}`: a duplicate group with its present members, in order of recording. */
export function addGroup(app: Api, { store }: ApiDependencies): void {
  app.get(
    "/v1/groups/:id",
    {
      config: { permission: "messages:read", problems: [404] },
      schema: {
        operationId: "getGroup",
        summary: "A duplicate group and its members",
        tags: ["messages"],
        params: z.object({ id: word }),
        response: { 200: Group },
      },
    },
    async (request) => {
      const { id } = request.params;
      const items = await store.messages.group(id);
      const [first] = items;
      if (first === undefined) throw new Problem("not-found", `there is no group ${id}`);
      return { id, size: items.length, first: first.id, items, next: null };
    },
  );
}
