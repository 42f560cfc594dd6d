import type { Story, StoryPost } from "../story.ts";

/** The county's imitated account: its open_id in the imitated app. */
export const COUNTY = { openId: "a1d7c3f2-0b46-4e8d-8f3a-c5e91b7d2046", name: "麻阳发布" };

const VIDEOS = ["县城夜景 #麻阳县", "冰糖橙开园啦", "一分钟看政务大厅怎么办事"];

/** A comment as the platform keeps it, a citizen's or the county's. */
export interface Comment {
  readonly id: string;
  readonly parent: string | null;
  readonly at: Date;
  readonly json: Record<string, unknown>;
}

/** One video with its standing comments, first level and replies. */
export interface LabVideo {
  readonly itemId: string;
  readonly json: Record<string, unknown>;
  readonly comments: readonly Comment[];
}

/** The county's videos with what citizens wrote under them: each post of the story is a comment or a reply. */
export function videosOf(story: Story): LabVideo[] {
  const standing = story.posts().filter((post) => !post.withdrawn);
  return VIDEOS.map((title, index) => {
    const posts = standing.filter((post) => numberOf(post.id) % VIDEOS.length === index);
    const parents = parentsOf(posts);
    const comments = posts.flatMap((post) =>
      commentsOf(post, parents.get(post.id) ?? null, repliesTo(post, posts, parents)),
    );
    const itemId = `@9VwWexampleVideo${index}AAA+bb/ccDD==`;
    const created = Math.floor(Date.parse("2026-01-10T02:00:00Z") / 1000) + index * 86_400;
    return { itemId, comments, json: videoJson(itemId, title, created, comments.length) };
  });
}

function videoJson(itemId: string, title: string, created: number, count: number): Record<string, unknown> {
  return {
    item_id: itemId,
    video_id: "int64:7600000000000000001",
    title,
    create_time: created,
    is_top: false,
    is_reviewed: true,
    video_status: "1",
    media_type: 4,
    share_url: `https://www.iesdouyin.com/share/video/${created}/?region=CN&from=example`,
    // The platform mixes numbers and their strings (sheet §3).
    statistics: { comment_count: created % 2 === 0 ? count : String(count), digg_count: 20, play_count: "900" },
  };
}

function commentsOf(post: StoryPost, parent: string | null, replies: number): Comment[] {
  const answers = post.replies.map((reply) => ({
    id: `@9VwWexampleAnswer${reply.id}==`,
    parent: parent ?? post.id,
    at: reply.at,
    json: json(`@9VwWexampleAnswer${reply.id}==`, COUNTY.openId, COUNTY.name, reply.text, reply.at, post.id),
  }));
  const own = json(post.id, post.author.id, post.author.name, post.text, post.postedAt, parent);
  return [{ id: post.id, parent, at: post.postedAt, json: { ...own, reply_comment_total: replies } }, ...answers];
}

/** Every fourth post answers the first-level comment before it; where none is left, it stands on the first level. */
function parentsOf(newestFirst: readonly StoryPost[]): Map<string, string> {
  const parents = new Map<string, string>();
  let last: string | null = null;
  for (const { id } of [...newestFirst].reverse()) {
    if (numberOf(id) % 4 === 0 && last !== null) parents.set(id, last);
    else last = id;
  }
  return parents;
}

/** What `reply_comment_total` counts: citizens' replies and the county's answers to them and to the comment. */
function repliesTo(post: StoryPost, posts: readonly StoryPost[], parents: ReadonlyMap<string, string>): number {
  if (parents.has(post.id)) return 0;
  const below = posts.filter((other) => parents.get(other.id) === post.id);
  return post.replies.length + below.reduce((count, other) => count + 1 + other.replies.length, 0);
}

function json(id: string, user: string, name: string, content: string, at: Date, answered: string | null) {
  return {
    comment_id: id,
    comment_user_id: user,
    nick_name: name,
    content,
    create_time: Math.floor(at.getTime() / 1000),
    digg_count: numberOf(id) % 50,
    reply_comment_total: 0,
    top: false,
    ...(answered === null ? {} : { reply_comment_id: answered }),
  };
}

/** A number that stays with an id. */
export function numberOf(id: string): number {
  return [...id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 1_000_003, 7);
}
