import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { Store } from "../../store/store.ts";
import type { Api } from "../api.ts";
import type { ApiDependencies } from "../ports.ts";

/** A store that takes longer than this to answer a ping counts as away. */
const PING_MILLISECONDS = 2000;

const place = { county: z.string(), directory: z.string().nullable() };
const Ready = z.object({ status: z.literal("ready"), ...place });
const Starting = z.object({ status: z.literal("starting"), reason: z.string(), ...place });

/** `GET /livez`: the process answers. `GET /readyz`: it can do its work; names the county and data folder it serves. */
export function addHealth(app: Api, { store, county, directory, ready }: ApiDependencies): void {
  app.get(
    "/livez",
    {
      config: { permission: null },
      schema: {
        operationId: "getLive",
        summary: "Does the process answer",
        tags: ["health"],
        response: { 200: z.object({ status: z.literal("live") }) },
      },
    },
    async () => ({ status: "live" as const }),
  );

  app.get(
    "/readyz",
    {
      config: { permission: null },
      schema: {
        operationId: "getReady",
        summary: "Can it do its work",
        tags: ["health"],
        response: { 200: Ready, 503: Starting },
      },
    },
    async (_request, reply) => {
      const where = { county: county.division, directory };
      const daemon = ready();
      const reason = daemon.ready ? await storeFault(store) : (daemon.reason ?? "starting");
      if (reason !== null) return reply.code(503).send({ status: "starting", reason, ...where });
      return reply.code(200).send({ status: "ready", ...where });
    },
  );
}

async function storeFault(store: Store): Promise<string | null> {
  const answered = store.ping().then(
    () => true,
    () => false,
  );
  const alive = await Promise.race([answered, delay(PING_MILLISECONDS, false, { ref: false })]);
  return alive ? null : "the store does not answer";
}
