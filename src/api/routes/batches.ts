import { z } from "zod";
import type { Api } from "../api.ts";
import { listOf, query, word } from "../parameters.ts";
import type { ApiDependencies } from "../ports.ts";
import { page } from "../schemas.ts";

const Batch = z.object({ id: z.string(), state: z.enum(["pending", "committed"]) });

/** `GET /v1/raw-posts/batches`: which of the batches that a sender handed in are committed. */
export function addBatches(app: Api, { store }: ApiDependencies): void {
  app.get(
    "/v1/raw-posts/batches",
    {
      config: { permission: "raw-posts:write" },
      schema: {
        operationId: "getBatches",
        summary: "Which batches are committed; unknown ids are left out",
        tags: ["raw-posts"],
        querystring: query({ id: listOf(word, 1000).describe("ids as POST /v1/raw-posts answered them") }),
        response: { 200: page(Batch) },
      },
    },
    async (request) => {
      const states = await store.archive.states(request.query.id);
      return { items: [...states].map(([id, state]) => ({ id, state })), next: null };
    },
  );
}
