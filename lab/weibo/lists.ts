import type { Story, StoryPost } from "../story.ts";
import { answerOf, commentOf, placeOf, statusOf } from "./payloads.ts";

/** An item of a list: its id and how the platform shows it; null once it is gone. */
interface Item {
  readonly id: bigint;
  readonly shown: Record<string, unknown> | null;
}

/** The platform's lists over a story. */
export interface Lists {
  readonly mentions: () => Item[];
  readonly commentMentions: () => Item[];
  readonly timeline: () => Item[];
  /** A comment or answer by its id. */
  comment(id: string): Record<string, unknown> | null;
  /** A post by its id, whole. */
  status(id: string): Record<string, unknown> | null;
  /** Unread counters as the platform names them: all that citizens wrote, because nobody resets them here. */
  counters(): Record<string, number>;
}

export function listsOf(story: Story): Lists {
  const answerIds = new Map<string, string>();
  const taken = new Set<string>();

  /** An answer's id lies behind the newest post of its moment, as ids hold their time; given once, it stays. */
  const answerId = (reply: StoryPost["replies"][number]): string => {
    const known = answerIds.get(reply.id);
    if (known !== undefined) return known;
    const before = story.posts().find((post) => post.postedAt <= reply.at) ?? story.posts().at(-1);
    let id = BigInt(before?.id ?? "1") + 1n;
    while (taken.has(String(id)) || story.post(String(id)) !== undefined) id++;
    taken.add(String(id));
    answerIds.set(reply.id, String(id));
    return String(id);
  };
  const at = (place: string) => story.posts().filter((post) => placeOf(post) === place);
  const items = (posts: readonly StoryPost[], show: (post: StoryPost) => Record<string, unknown>): Item[] =>
    posts.map((post) => ({ id: BigInt(post.id), shown: post.withdrawn ? null : show(post) }));
  const answers = (): Item[] =>
    story
      .posts()
      .filter((post) => !post.withdrawn)
      .flatMap((post) => post.replies.map((reply) => ({ post, reply, id: answerId(reply) })))
      .map(({ post, reply, id }) => ({ id: BigInt(id), shown: answerOf(post, reply, id) }));
  const comments = () => [...items(at("comment"), commentOf), ...items(at("comment-mention"), commentOf), ...answers()];

  return {
    mentions: () => items(at("status"), (post) => statusOf(post, false)),
    commentMentions: () => items(at("comment-mention"), commentOf),
    timeline: () =>
      [...items(at("comment"), commentOf), ...answers()].sort((one, other) => (one.id > other.id ? -1 : 1)),
    comment: (id) => comments().find((item) => String(item.id) === id)?.shown ?? null,
    status(id) {
      const post = story.post(id);
      return post === undefined || post.withdrawn || placeOf(post) !== "status" ? null : statusOf(post, true);
    },
    counters: () => ({
      cmt: at("comment").length,
      mention_cmt: at("comment-mention").length,
      mention_status: at("status").length,
      dm: 0,
    }),
  };
}

/** The largest page (platform sheet §1). */
const MOST = 200;

/**
 * One page: `since_id` strictly greater, `max_id` less or equal, newest first. What is gone is left out after the page
 * was cut, so that a short page is no end (platform sheet §5).
 */
export function pageOf(list: readonly Item[], query: Record<string, string>): Record<string, unknown>[] {
  const since = BigInt(query.since_id ?? "0");
  const max = BigInt(query.max_id ?? "0");
  const count = Math.min(Number(query.count ?? 50), MOST);
  return list
    .filter((item) => item.id > since && (max === 0n || item.id <= max))
    .slice(0, count)
    .map((item) => item.shown)
    .filter((shown) => shown !== null);
}
