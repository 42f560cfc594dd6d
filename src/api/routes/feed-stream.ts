import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { Api } from "../api.ts";
import { eventStream } from "../event-stream.ts";
import type { Followers } from "../followers.ts";
import { query, sequence } from "../parameters.ts";
import type { ApiDependencies } from "../ports.ts";

const Headers = z.looseObject({
  "last-event-id": z
    .preprocess((value) => (value === "" ? undefined : value), sequence.optional())
    .optional()
    .describe("the last seq that was received; wins over `after`"),
});

/** `GET /v1/feed/stream`: the feed as server-sent events. `id` is the seq; `data` is the FeedEvent. */
export function addFeedStream(app: Api, { store }: ApiDependencies, followers: Followers): void {
  app.get(
    "/v1/feed/stream",
    {
      exposeHeadRoute: false,
      config: { permission: "messages:read" },
      schema: {
        operationId: "streamFeed",
        summary: "The feed as server-sent events, resumable",
        description: "Begins after `Last-Event-ID` or `after`, without either at the present.",
        tags: ["feed"],
        produces: ["text/event-stream"],
        headers: Headers,
        querystring: query({ after: sequence.optional() }),
        response: { 200: z.string().describe("server-sent events") },
      },
    },
    async (request, reply) => {
      const after = request.headers["last-event-id"] ?? request.query.after ?? (await store.feed.lastSeq());
      const stream = Readable.from(eventStream(store.feed, after, followers.follow(reply.raw)));
      return (reply as FastifyReply).type("text/event-stream").header("x-accel-buffering", "no").send(stream);
    },
  );
}
