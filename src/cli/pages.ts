import type { ApiClient, Query } from "./client.ts";

/** Items asked for at once: the most that the API gives. */
const PAGE = 1000;

/** Every item of a list, page by page. */
export async function* pages<T>(client: ApiClient, path: string, query: Query): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const page: { items: T[]; next: string | null } = await client.get(path, { ...query, limit: PAGE, cursor });
    yield* page.items;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}
