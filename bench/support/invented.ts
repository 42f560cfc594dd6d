import { Story, type StoryPost } from "../../lab/story.ts";
import { RawPost } from "../../src/record/raw-post.ts";

/** The seed of everything that the benchmarks invent. */
export const SEED = 431_226;

/** Invented citizens' messages with the texts of the imitated platforms. */
export function inventedStory(posts: number): readonly StoryPost[] {
  return new Story({ platform: "rednet", seed: SEED, posts, now: () => new Date() }).posts();
}

/** The same as RawPost lines, such as `heartbridge ingest` takes. */
export function inventedLines(posts: number): string[] {
  const collectedAt = new Date().toISOString();
  return inventedStory(posts).map((post) =>
    JSON.stringify(
      RawPost.parse({
        connector: "rednet",
        source: "bench",
        externalId: post.id,
        channel: "board",
        title: post.title,
        text: post.text,
        author: { externalId: post.author.id, displayName: post.author.name },
        postedAt: post.postedAt.toISOString(),
        collectedAt,
      }),
    ),
  );
}
