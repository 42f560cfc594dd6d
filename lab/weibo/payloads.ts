import type { StoryPost } from "../story.ts";

/** The county's imitated account. */
export const COUNTY = {
  id: 7999999999,
  idstr: "7999999999",
  screen_name: "麻阳发布",
  verified: true,
  verified_type: 1,
};

/** A post of the county's own, under which citizens comment. */
const NOTICE_ID = "5199000000012345";

/** Where a citizen wrote: a post that @s the county, a comment elsewhere that does, a comment under the county's post. */
export type Place = "status" | "comment-mention" | "comment";

/** Spreads posts over the three places by id, so that a post stays where it is. */
export function placeOf(post: StoryPost): Place {
  return (["status", "comment-mention", "comment"] as const)[Number(BigInt(post.id) % 3n)] as Place;
}

/** `Mon Mar 16 09:12:44 +0800 2026`: English names, always Beijing time (platform sheet §2). */
export function createdAt(instant: Date): string {
  const local = new Date(instant.getTime() + 8 * 3_600_000).toUTCString();
  const [day = "", date, month, year, clock] = local.split(" ");
  return `${day.slice(0, 3)} ${month} ${date} ${clock} +0800 ${year}`;
}

/** Longer posts are cut in lists, as the platform does. */
const PREVIEW = 140;

/** A citizen's post. `whole` is what `statuses/show` with `isGetLongText=1` gives. */
export function statusOf(post: StoryPost, whole: boolean): Record<string, unknown> {
  const text = textOf(post);
  const long = text.length > PREVIEW;
  return {
    created_at: createdAt(post.postedAt),
    ...idsOf(post.id),
    ...(post.editedAt === null ? {} : { edit_count: 1, edit_at: createdAt(post.editedAt) }),
    text: long ? `${text.slice(0, PREVIEW)}...全文： http://m.weibo.cn/${post.author.id}/${post.id}` : `${text} \u200b`,
    ...(long && whole ? { longText: { longTextContent: text } } : {}),
    source: "",
    truncated: false,
    pic_urls: [],
    user: userOf(post),
    reposts_count: 0,
    comments_count: post.replies.length,
    attitudes_count: 0,
    isLongText: long,
    visible: { type: 0, list_id: 0 },
  };
}

/** A citizen's comment, under the county's post or under another citizen's. */
export function commentOf(post: StoryPost): Record<string, unknown> {
  const own = placeOf(post) === "comment";
  return {
    created_at: createdAt(post.postedAt),
    ...idsOf(post.id),
    text: textOf(post),
    source: '<a href="http://weibo.com" rel="nofollow">新浪微博</a>',
    user: userOf(post),
    status: own ? notice() : { ...notice(), user: { id: 7000000001, idstr: "7000000001", screen_name: "示例网友甲" } },
  };
}

/** The county's answer: to a comment, or first-level under a citizen's post. */
export function answerOf(post: StoryPost, reply: StoryPost["replies"][number], id: string): Record<string, unknown> {
  const comment = placeOf(post) === "status" ? null : commentOf(post);
  return {
    created_at: createdAt(reply.at),
    ...idsOf(id),
    text: markedUp(reply.text),
    source: "",
    user: COUNTY,
    status: comment === null ? statusOf(post, false) : comment.status,
    ...(comment === null ? {} : { reply_comment: comment }),
  };
}

/** Numbers beside strings: whoever reads the number of a long id reads another one. */
function idsOf(id: string): Record<string, unknown> {
  return { id: Number(id), mid: id, idstr: id };
}

function userOf(post: StoryPost): Record<string, unknown> {
  return { id: Number(post.author.id), idstr: post.author.id, screen_name: post.author.name, verified: false };
}

function notice(): Record<string, unknown> {
  const created = createdAt(new Date("2026-03-15T12:01:00Z"));
  return { created_at: created, ...idsOf(NOTICE_ID), text: "【停水通知】城南片区今日检修", user: COUNTY };
}

/** Title and words are one text on Weibo. */
export function wordsOf(post: StoryPost): string {
  return `${placeOf(post) === "comment" ? "" : "@麻阳发布 "}${post.text}`;
}

function textOf(post: StoryPost): string {
  return markedUp(wordsOf(post));
}

function markedUp(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
