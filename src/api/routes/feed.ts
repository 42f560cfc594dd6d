import { z } from "zod";
import { FeedEvent } from "../../record/feed-event.ts";
import type { Feed } from "../../store/store.ts";
import type { Api } from "../api.ts";
import type { Followers } from "../followers.ts";
import { pageSize, query, sequence, wholeNumber } from "../parameters.ts";
import type { ApiDependencies } from "../ports.ts";

const Query = query({
  after: sequence.default(0).describe("events after this seq"),
  limit: pageSize(5000),
  wait: wholeNumber(0, 60).default(0).describe("seconds to hold the answer until there is an event"),
});

const Page = z.object({
  items: z.array(FeedEvent),
  next: z.int().min(0).describe("`after` of the next call, never null"),
});

/** `GET /v1/feed`: events in order; with `wait` the answer is held until there is one. */
export function addFeed(app: Api, { store }: ApiDependencies, followers: Followers): void {
  app.get(
    "/v1/feed",
    {
      config: { permission: "messages:read" },
      schema: {
        operationId: "readFeed",
        summary: "Events in order, with long-poll",
        tags: ["feed"],
        querystring: Query,
        response: { 200: Page },
      },
    },
    async (request, reply) => {
      const { after, limit, wait } = request.query;
      let items = await store.feed.read(after, limit);
      if (items.length === 0 && wait > 0) {
        items = await held(store.feed, after, limit, wait * 1000, followers.follow(reply.raw));
      }
      return { items, next: items.at(-1)?.seq ?? after };
    },
  );
}

/** Reads until there is an event, the time is over or nobody waits any more. */
async function held(feed: Feed, after: number, limit: number, milliseconds: number, signal: AbortSignal) {
  const until = performance.now() + milliseconds;
  for (;;) {
    const left = until - performance.now();
    if (left <= 0 || signal.aborted) return [];
    await feed.wait(after, left, signal);
    const items = await feed.read(after, limit);
    if (items.length > 0) return items;
  }
}
