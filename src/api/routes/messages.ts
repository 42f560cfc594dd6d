import { z } from "zod";
import { Message } from "../../record/message.ts";
import { ConnectorName, Kind, UrgencyLevel } from "../../record/vocabulary.ts";
import { SORT_KEYS, type SortKey, type Store } from "../../store/store.ts";
import type { Api } from "../api.ts";
import { assertForward, cursor, listOf, pageSize, period, query, text, word } from "../parameters.ts";
import type { ApiDependencies } from "../ports.ts";
import { invalidRequest } from "../problems.ts";
import { page } from "../schemas.ts";

const SORTS = [...SORT_KEYS, ...SORT_KEYS.map((key) => `-${key}` as const)] as const;

const filters = {
  urgency: listOf(UrgencyLevel).optional(),
  field: listOf(word).optional().describe("code or label of the field"),
  kind: listOf(Kind).optional(),
  connector: listOf(ConnectorName).optional(),
  source: listOf(word).optional().describe("the configured source's name"),
  township: listOf(word).optional(),
  state: listOf(z.enum(["published", "withdrawn"])).optional(),
  ...period,
  q: text(200).optional().describe("words that must all stand in title or text, separated by white space"),
  group: word.optional(),
};

const Query = query({
  ...filters,
  externalId: word.optional().describe("the platform's own id; needs exactly one `source` and no other filter"),
  sort: z.enum(SORTS).default("-recordedAt").describe("`-` before it reverses"),
  limit: pageSize(),
  cursor,
});
type Query = z.infer<typeof Query>;

/** `GET /v1/messages`: search. Erased messages are left out. */
export function addMessages(app: Api, { store }: ApiDependencies): void {
  app.get(
    "/v1/messages",
    {
      config: { permission: "messages:read" },
      schema: {
        operationId: "searchMessages",
        summary: "Search",
        description: "Filters are joined by and; a list means any of its values. Lists repeat the name or use commas.",
        tags: ["messages"],
        querystring: Query,
        response: { 200: page(Message) },
      },
    },
    async (request) => {
      const { sort, externalId, ...rest } = request.query;
      if (externalId !== undefined) return byExternalId(store, externalId, request.query);
      assertForward(rest);
      const descending = sort.startsWith("-");
      return store.messages.search({ ...rest, sort: sort.replace("-", "") as SortKey, descending });
    },
  );
}

async function byExternalId(store: Store, externalId: string, query: Query) {
  const others = Object.keys(filters).filter((name) => name !== "source" && query[name as keyof Query] !== undefined);
  const [source] = query.source ?? [];
  if (others.length > 0 || source === undefined || query.source?.length !== 1) {
    throw invalidRequest([{ path: "externalId", message: "needs exactly one source, and goes with no other filter" }]);
  }
  const found = await store.messages.findByExternalId(source, externalId);
  return { items: found === null || found.state === "erased" ? [] : [found], next: null };
}
