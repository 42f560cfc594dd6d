import type { DueRules } from "../src/handling/due-at.ts";
import { decide } from "../src/lane/decide.ts";
import { Identities } from "../src/lane/identities.ts";
import type { Message } from "../src/record/message.ts";
import type { RawPost } from "../src/record/raw-post.ts";
import { utc } from "../src/record/time.ts";
import { GroupIndex } from "../src/text/group/group-index.ts";
import { prepareBatch } from "./prepare.ts";
import type { PrepareTools } from "./prepare-post.ts";
import type { SourceRuntime } from "./source-runtime.ts";

/** What a preview works with. */
export interface PreviewTools {
  /** Loaded when a preview asks for them: the pipeline prepares in threads of its own. */
  readonly prepareTools: () => PrepareTools;
  readonly rules: DueRules;
  readonly now: () => Date;
}

/**
 * Polls a source from its start and gives the messages that an empty store would hold afterwards, by the same steps as
 * the pipeline. Stores nothing.
 */
export async function previewMessages(
  { connector, context }: SourceRuntime,
  limit: number,
  signal: AbortSignal,
  { prepareTools, rules, now }: PreviewTools,
): Promise<Message[]> {
  const posts: RawPost[] = [];
  for await (const page of connector.poll(context(signal), connector.start)) {
    posts.push(...page.posts);
    if (posts.length >= limit) break;
  }
  const state = { seq: 0, identities: new Identities(), groups: new GroupIndex() };
  const prepared = prepareBatch(posts.slice(0, limit), prepareTools(), now());
  const { events } = await decide(state, prepared.posts, { read: async () => [], rules, at: utc(now()) });
  const messages = new Map(events.map(({ event }) => [event.message.id, event.message as Message]));
  return [...messages.values()];
}
