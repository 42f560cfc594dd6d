import { z } from "zod";
import { MessageId } from "../../record/message.ts";
import { utc } from "../../record/time.ts";
import type { Api } from "../api.ts";
import type { ApiDependencies } from "../ports.ts";
import { MessagePath, presentMessage } from "../present.ts";
import { Problem } from "../problems.ts";

const Original = z.object({
  id: MessageId,
  title: z.string().nullable(),
  text: z.string(),
  author: z.unknown().describe("the author as the platform named them"),
});

/** `GET /v1/messages/{id}/original`: the citizen's own words, opened. Leaves an audit line before anything is shown. */
export function addOriginal(app: Api, { store, opener, now }: ApiDependencies): void {
  app.get(
    "/v1/messages/:id/original",
    {
      exposeHeadRoute: false,
      config: { permission: "original:read", problems: [404, 410] },
      schema: {
        operationId: "getOriginal",
        summary: "The sealed original, opened; leaves an audit line",
        tags: ["messages"],
        params: MessagePath,
        response: { 200: Original },
      },
    },
    async (request) => {
      const { id } = await presentMessage(store, request.params.id);
      const original = await store.messages.original(id);
      if (original === null) throw new Problem("original-expired", `the original of ${id} is no longer kept`);
      const line = {
        at: utc(now()),
        actor: request.actor,
        action: "original.read",
        subject: id,
        reason: null,
      } as const;
      await store.audit.append(line);
      const { title, text, author } = opener.original(original.sealed, id);
      return { id, title, text, author };
    },
  );
}
