import type { ConnectorName } from "../src/record/vocabulary.ts";
import { authorId, postIds, replyId } from "./ids.ts";
import { type Random, random, seedOf } from "./random.ts";
import { addendum, answer, type Composed, compose, retell } from "./texts/compose.ts";
import { nickname } from "./texts/personal.ts";

/** An imitated citizen's message with its whole life so far. */
export interface StoryPost {
  id: string;
  title: string;
  text: string;
  author: { id: string; name: string };
  postedAt: Date;
  editedAt: Date | null;
  kind: "投诉" | "求助" | "咨询" | "建言" | "感谢";
  field: string;
  township: string;
  /** The office that answers. */
  office: string;
  status: "awaiting" | "in_progress" | "replied" | "closed";
  replies: { id: string; by: string; at: Date; text: string }[];
  withdrawn: boolean;
}

/** How a platform's citizens are imitated. */
export interface StoryOptions {
  readonly platform: ConnectorName;
  /** The same seed gives the same posts; stories of one seed share some matters across platforms. */
  readonly seed: number;
  /** Posts that stand at the beginning. */
  readonly posts: number;
  readonly now: () => Date;
}

/** The first posts lie within this many days, inside the overlap of every connector. */
const DAYS = 10;
const DAY = 86_400_000;

/** One platform's citizens and offices: deterministic, moved on by `tick` or by naming what happens. */
export class Story {
  readonly platform: ConnectorName;
  readonly #now: () => Date;
  readonly #random: Random;
  readonly #idOf: (index: number) => string;
  readonly #shared: readonly Composed[];
  readonly #told: Composed[] = [];
  #posts: StoryPost[] = [];
  #ticks = 0;

  constructor(options: StoryOptions) {
    this.platform = options.platform;
    this.#now = options.now;
    this.#random = random(seedOf(options.seed, options.platform));
    this.#idOf = postIds(options.platform, this.#random);
    const common = random(seedOf(options.seed, "shared"));
    this.#shared = Array.from({ length: 12 }, () => compose(common));
    const start = options.now().getTime();
    for (let index = 0; index < options.posts; index++) {
      const age = ((options.posts - index - this.#random.next() * 0.9) / options.posts) * DAYS * DAY;
      const post = this.#write(new Date(Math.floor((start - age) / 1000) * 1000));
      if (age > DAY && this.#random.chance(0.5)) this.answer(post.id, new Date(post.postedAt.getTime() + age / 2));
    }
  }

  /** All posts, newest first; withdrawn ones included and flagged. */
  posts(): readonly StoryPost[] {
    return [...this.#posts].reverse();
  }

  /** A post by its id. */
  post(id: string): StoryPost | undefined {
    return this.#posts.find((post) => post.id === id);
  }

  /** Time goes on: one new post; every few ticks an edit, an official reply to an old post, a withdrawal. */
  tick(): void {
    this.#ticks++;
    this.add();
    const standing = this.#posts.filter((post) => !post.withdrawn);
    if (this.#ticks % 3 === 0) this.edit(this.#random.pick(standing).id);
    const waiting = standing.find((post) => post.status === "awaiting");
    if (this.#ticks % 4 === 0) this.answer((waiting ?? this.#random.pick(standing)).id);
    if (this.#ticks % 7 === 0) this.withdraw(this.#random.pick(standing).id);
  }

  /** A citizen writes a new post. */
  add(): StoryPost {
    return this.#write(new Date(Math.floor(this.#now().getTime() / 1000) * 1000));
  }

  /** The author edits a post. */
  edit(id: string): void {
    const post = this.#standing(id);
    post.text += addendum(this.#random);
    post.editedAt = this.#now();
  }

  /** The office answers; the first answer may only be a receipt. */
  answer(id: string, at: Date = this.#now()): void {
    const post = this.#standing(id);
    const text = answer(post.office, post.replies.length, this.#random);
    post.replies.push({
      id: replyId(this.#random),
      by: post.office,
      at: new Date(Math.floor(at.getTime() / 1000) * 1000),
      text,
    });
    const receipt = text.includes("正在调查") || text.includes("已受理");
    post.status = receipt ? "in_progress" : this.#random.chance(0.3) ? "closed" : "replied";
  }

  /** The post vanishes from the platform. */
  withdraw(id: string): void {
    this.#standing(id).withdrawn = true;
  }

  #standing(id: string): StoryPost {
    const post = this.post(id);
    if (post === undefined) throw new Error(`the story has no post ${id}`);
    return post;
  }

  #write(postedAt: Date): StoryPost {
    const matter = this.#matter();
    const post: StoryPost = {
      id: this.#idOf(this.#posts.length),
      title: matter.title,
      text: matter.text,
      author: { id: authorId(this.platform, this.#random), name: nickname(this.#random) },
      postedAt,
      editedAt: null,
      kind: matter.kind,
      field: matter.field,
      township: matter.township,
      office: matter.office,
      status: "awaiting",
      replies: [],
      withdrawn: false,
    };
    this.#posts.push(post);
    return post;
  }

  /** Mostly something new; now and then a matter told before, here or on another platform. */
  #matter(): Composed {
    const fate = this.#random.next();
    if (fate < 0.08) return retell(this.#random.pick(this.#shared), this.#random);
    if (fate < 0.13 && this.#told.length > 0) return retell(this.#random.pick(this.#told), this.#random);
    const composed = compose(this.#random);
    this.#told.push(composed);
    return composed;
  }
}
