import { z } from "zod";
import { recordTime, utc } from "../../record/time.ts";
import type { Api } from "../api.ts";
import { assertForward, period, query } from "../parameters.ts";
import type { ApiDependencies } from "../ports.ts";
import { Counts } from "../schemas.ts";

const slices = z.record(z.string(), Counts);
const Report = z.object({
  from: recordTime,
  to: recordTime,
  ...Counts.shape,
  completionRate: z.number().min(0).max(1),
  onTimeRate: z.number().min(0).max(1),
  medianReplyHours: z.number().nullable(),
  byConnector: slices,
  byField: slices,
  byKind: slices,
  byTownship: slices,
  byUrgency: slices,
  topics: z.array(
    z.object({ group: z.string(), size: z.int(), title: z.string(), first: z.string(), last: z.string() }),
  ),
});

/** Before every message. */
const BEGINNING = utc(0);

/** `GET /v1/report`: the figures over `[from, to)` by `recordedAt`; everything up to now unless told. */
export function addReport(app: Api, { store, now }: ApiDependencies): void {
  app.get(
    "/v1/report",
    {
      config: { permission: "messages:read" },
      schema: {
        operationId: "getReport",
        summary: "Figures of a period",
        tags: ["report"],
        querystring: query(period),
        response: { 200: Report },
      },
    },
    async (request) => {
      const present = utc(now());
      const { from = BEGINNING, to = present } = request.query;
      assertForward({ from, to });
      const { topics, ...figures } = await store.messages.report(from, to, present);
      return { from, to, ...figures, topics: [...topics] };
    },
  );
}
