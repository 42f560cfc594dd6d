import { table } from "../src/cli/table.ts";
import type { Message } from "../src/record/message.ts";
import { UrgencyLevel } from "../src/record/vocabulary.ts";
import type { Store } from "../src/store/store.ts";

/** What became of one source. */
interface SourceFigures {
  pages: number;
  posts: number;
  stored: number;
  revised: number;
  replied: number;
  withdrawn: number;
  duplicates: number;
  dead: number;
  state: string;
}

/** Figures of a whole run, read back from the store: the feed counts events, not the program. */
export interface DemoFigures {
  readonly sources: ReadonlyMap<string, SourceFigures>;
  readonly urgency: Readonly<Record<string, number>>;
}

const FEED_PAGE = 1_000;

/** Counts what the store holds. */
export async function countRun(store: Store): Promise<DemoFigures> {
  const sources = new Map<string, SourceFigures>();
  for (const { name, pages, posts, state, reason } of await store.sources.list()) {
    const shown = reason ? `${state}: ${reason}` : state;
    sources.set(name, {
      pages,
      posts,
      stored: 0,
      revised: 0,
      replied: 0,
      withdrawn: 0,
      duplicates: 0,
      dead: 0,
      state: shown,
    });
  }
  const urgency = Object.fromEntries(UrgencyLevel.options.map((level) => [level, 0]));
  for (let after = 0; ; ) {
    const events = await store.feed.read(after, FEED_PAGE);
    if (events.length === 0) break;
    for (const { seq, type, message } of events) {
      after = seq;
      const figures = sources.get(message.source.name);
      if (!figures) continue;
      if (type === "message.created") countCreated(message as Message, figures, urgency);
      if (type === "message.revised") figures.revised += 1;
      if (type === "message.replied") figures.replied += 1;
      if (type === "message.withdrawn") figures.withdrawn += 1;
    }
  }
  for (const { source } of (await store.dead.list({ limit: FEED_PAGE })).items) {
    const figures = sources.get(source);
    if (figures) figures.dead += 1;
  }
  return { sources, urgency };
}

function countCreated(message: Message, figures: SourceFigures, urgency: Record<string, number>): void {
  figures.stored += 1;
  if (message.duplicates.relation !== "none") figures.duplicates += 1;
  const { level } = message.classification.urgency;
  urgency[level] = (urgency[level] ?? 0) + 1;
}

/** The summary table, with totals, urgency counts and speed. @param seconds how long collecting took */
export function summary({ sources, urgency }: DemoFigures, seconds: number): string {
  const columns = ["pages", "posts", "stored", "revised", "replied", "withdrawn", "duplicates", "dead"] as const;
  const rows = [...sources].map(([name, figures]) => [
    name,
    ...columns.map((column) => figures[column]),
    figures.state,
  ]);
  const stored = [...sources.values()].reduce((sum, figures) => sum + figures.stored, 0);
  const levels = Object.entries(urgency).map(([level, count]) => `${level} ${count}`);
  return [
    table(["source", ...columns.map((column) => (column === "dead" ? "dead letters" : column)), "state"], rows),
    `urgency: ${levels.join(", ")}`,
    `${stored} messages stored in ${seconds.toFixed(1)} s, ${Math.round(stored / seconds)} posts/s at the demo's pace`,
    "",
  ].join("\n");
}
