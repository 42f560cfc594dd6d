import { z } from "zod";
import { utc } from "../../record/time.ts";
import type { AuditLine, DeadLetter, Store } from "../../store/store.ts";
import type { Api } from "../api.ts";
import { word } from "../parameters.ts";
import type { ApiDependencies } from "../ports.ts";
import { Problem } from "../problems.ts";
import { Dead } from "../schemas.ts";
import { withoutPayload } from "./admin-dead-list.ts";

const DeadPath = z.object({ id: word });
const Replayed = z.object({ outcome: z.enum(["accepted", "rejected"]), path: z.string(), message: z.string() });
const config = { permission: "admin", problems: [404] } as const;

/** `GET|DELETE /v1/admin/dead/{id}`, `POST …/replay`: one dead letter. Opening and dropping leave an audit line. */
export function addDeadLetter(app: Api, { store, opener, lane, now }: ApiDependencies): void {
  const audited = (actor: string, action: AuditLine["action"], id: string) =>
    store.audit.append({ at: utc(now()), actor, action, subject: `dead/${id}`, reason: null });

  app.get(
    "/v1/admin/dead/:id",
    {
      exposeHeadRoute: false,
      config,
      schema: {
        operationId: "getDeadLetter",
        summary: "One dead letter, opened; leaves an audit line",
        tags: ["admin"],
        params: DeadPath,
        response: { 200: Dead.extend({ payload: z.string() }) },
      },
    },
    async (request) => {
      const letter = await presentLetter(store, request.params.id);
      await audited(request.actor, "original.read", letter.id);
      return { ...withoutPayload(letter), payload: opener.dead(letter.sealed, letter.id) };
    },
  );

  app.post(
    "/v1/admin/dead/:id/replay",
    {
      config: { ...config, problems: [404, 503] },
      schema: {
        operationId: "replayDeadLetter",
        summary: "Put a dead letter back on the road",
        tags: ["admin"],
        params: DeadPath,
        response: { 200: Replayed },
      },
    },
    async (request) => {
      const result = await lane.replay(request.params.id);
      if (result === null) throw noLetter(request.params.id);
      return result;
    },
  );

  app.delete(
    "/v1/admin/dead/:id",
    {
      config,
      schema: {
        operationId: "dropDeadLetter",
        summary: "Drop a dead letter; leaves an audit line",
        tags: ["admin"],
        params: DeadPath,
        response: { 204: z.undefined().describe("Dropped") },
      },
    },
    async (request, reply) => {
      const letter = await presentLetter(store, request.params.id);
      await audited(request.actor, "dead.dropped", letter.id);
      await store.dead.remove(letter.id);
      return reply.code(204).send();
    },
  );
}

async function presentLetter(store: Store, id: string): Promise<DeadLetter> {
  const letter = await store.dead.get(id);
  if (letter === null) throw noLetter(id);
  return letter;
}

function noLetter(id: string): Problem {
  return new Problem("not-found", `there is no dead letter ${id}`);
}
