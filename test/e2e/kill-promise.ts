import { expect } from "vitest";
import type { Message } from "../../src/record/message.ts";
import type { RawPostInput } from "../../src/record/raw-post.ts";
import { chunksOf } from "../../workers/batch.ts";
import { install } from "../support/daemon.ts";
import { ingestUnderKills, type KillRun, linesOf, settled, wholeFeed } from "../support/ingest-under-kills.ts";
import { inventedPosts } from "../support/invented-posts.ts";

/** Parts of another size than the driver's: other batches, so that it is the posts that are recognised. */
const OTHER_PART = 70;

const wordsOf = ({ externalId, title, text }: RawPostInput) => `${externalId} | ${title} | ${text}`;

/** Kills a daemon during an ingest and holds that nothing is lost, nothing comes twice, and a fresh post still passes. */
export async function holdsUnderKills(plan: { posts: number; kills: number; seed: number }): Promise<KillRun> {
  const posts = inventedPosts(plan.posts, plan.seed);
  const place = await install();
  try {
    const run = await ingestUnderKills(place, { ...plan, posts, partSize: 50 });
    process.stdout.write(`seed ${plan.seed}\n${run.lives.join("\n")}\n`);

    const events = await wholeFeed(place);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
    const created = events.filter(({ type }) => type === "message.created").map(({ message }) => message as Message);
    const recorded = created.map(({ source, content }) =>
      wordsOf({ ...posts[0]!, externalId: source.externalId, title: content.title, text: content.text }),
    );
    expect(recorded.sort()).toEqual(posts.map(wordsOf).sort());
    // Posts of one matter may join two groups; nothing else may have happened to any of them.
    expect([...new Set(events.map(({ type }) => type))].filter((type) => type !== "message.regrouped")).toEqual([
      "message.created",
    ]);

    for (const part of chunksOf(posts, OTHER_PART)) {
      await place.send("POST", "/v1/raw-posts", linesOf(part), "application/x-ndjson");
    }
    await settled(place);
    const { body } = await place.get("/v1/admin/status");
    expect(body).toMatchObject({
      messages: posts.length,
      seq: events.length,
      dead: 0,
      backlog: { batches: 0, posts: 0, oldest: null },
    });

    const [fresh] = inventedPosts(1, plan.seed + 1);
    const line = JSON.stringify({ ...fresh, externalId: "fresh" });
    await place.send("POST", "/v1/raw-posts", line, "application/x-ndjson");
    const next = await place.get<{ items: { seq: number; message: Message }[] }>(
      `/v1/feed?after=${events.length}&wait=30`,
    );
    expect(next.body.items[0]).toMatchObject({
      seq: events.length + 1,
      message: { source: { externalId: "fresh" }, content: { text: fresh!.text } },
    });
    expect(await run.daemon.stop()).toMatchObject({ code: 0 });
    return run;
  } finally {
    await place.remove();
  }
}
