import type { BoardCursor } from "../../src/connector/board.ts";
import type { Board, Reading } from "../../src/connector/board-poll.ts";
import { boardPolicy } from "../../src/connector/board-settings.ts";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import { RawPost } from "../../src/record/raw-post.ts";
import { utc } from "../../src/record/time.ts";
import type { Layout } from "./layout.ts";
import { readDetail } from "./read-detail.ts";
import { listReadings } from "./read-list.ts";
import { layoutOf, originsOf, type Settings } from "./settings.ts";

/** Lists sort by publication, and letters appear weeks after they were written (platform sheet §7.10). */
const WINDOW_DAYS = 60;

/** The county's mailbox as the kit's board poll walks it: each list newest first, each letter by its page. */
export function mailbox(context: ConnectorContext<Settings>, cursor: BoardCursor): Board {
  const { settings, source } = context;
  const layout = layoutOf(settings);
  const policy = boardPolicy(settings, WINDOW_DAYS);
  const window = context.now().getTime() - policy.window;
  const since = new Date(cursor.since === null ? window : Math.min(window, Date.parse(cursor.since)));
  /** Letters that a list carried whole in this poll. */
  const whole = new Map<string, Reading>();
  return {
    sweeps: settings.lists.map((entry) => ({
      complete: true,
      pages: () => mailboxPages(context, layout, entry, since, cursor, whole),
    })),
    detail: async (id, facts) => whole.get(id) ?? readDetail(context, layout, id, facts),
    facts: factsOf,
    withdrawn: (externalId, postedAt, collectedAt) =>
      RawPost.parse({
        connector: "county-site",
        source,
        externalId,
        channel: "mailbox",
        text: "",
        postedAt,
        collectedAt: utc(collectedAt),
        withdrawn: true,
      }),
    policy,
  };
}

/** What the letter's page does not tell, and where that page is; also in `Payload.request`, so that a replay has it. */
function factsOf(row: RawPost): Record<string, string> {
  const facts = {
    id: row.externalId,
    url: row.url,
    title: row.title,
    kind: row.platformKind,
    status: row.official?.statusText,
    list: row.extensions.list,
  };
  return Object.fromEntries(
    Object.entries(facts).filter((fact): fact is [string, string] => typeof fact[1] === "string"),
  );
}

/** A list's pages with the rows that can be followed. */
async function* mailboxPages(
  context: ConnectorContext<Settings>,
  layout: Layout,
  entry: string,
  since: Date,
  cursor: BoardCursor,
  whole: Map<string, Reading>,
): AsyncGenerator<Reading> {
  const origins = new Set(originsOf(context.settings));
  for await (const { payload, parsed, notices } of listReadings(context, layout, entry, since)) {
    const followed: RawPost[] = [];
    const dropped = [...parsed.dropped];
    let unpublished = 0;
    for (const row of parsed.posts) {
      const post = { ...row, extensions: { ...row.extensions, list: entry } };
      if (row.extensions.partial === undefined) {
        whole.set(row.externalId, { payload, parsed: { posts: [row], dropped: [], problem: null } });
        followed.push(post);
      } else if (row.url === null) unpublished++;
      else if (origins.has(new URL(row.url).origin)) followed.push(post);
      else dropped.push(foreign(row.externalId, row.url));
    }
    context.log.debug({ list: entry, rows: parsed.posts.length, notices, unpublished }, "read a list page");
    // One of several boxes may never have had a letter.
    const quiet =
      context.settings.lists.length > 1 && !Object.values(cursor.known).some((post) => post.facts.list === entry);
    if (quiet && parsed.posts.length === 0 && dropped.length === 0 && parsed.problem === null) return;
    yield { payload, parsed: { ...parsed, posts: followed, dropped } };
  }
}

/** Another host is another site with rules of its own (platform sheet §7.12). */
function foreign(externalId: string, url: string) {
  const message = `the letter's page is on ${new URL(url).host}, which is not the source's`;
  return { externalId, reason: "foreign-link", path: "list.link", message };
}
