import { afterEach, describe, expect, it } from "vitest";
import { countySite } from "../../../connectors/county-site/index.ts";
import { startCountySite } from "../../../lab/county-site.ts";
import { Story } from "../../../lab/story.ts";
import { CHROMIUM, chromiumVerdict } from "../../connector/chromium-here.ts";
import { collectAll, source, TestClock } from "../harness.ts";

it(chromiumVerdict.title, () => {
  expect(chromiumVerdict.problem).toBeNull();
});

describe.runIf(CHROMIUM !== null)("a mailbox drawn by a script", { timeout: 90_000 }, () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const part of open.splice(0).reverse()) await part.close();
  });

  async function setUp(posts: number) {
    const clock = new TestClock();
    const story = new Story({ platform: "county-site", seed: 7, posts, now: clock.now });
    const lab = await startCountySite({ story, layout: "browser", now: clock.now });
    const poller = source(countySite, lab, { clock });
    open.push({ close: () => lab.stop() }, poller);
    return { clock, story, lab, poller };
  }

  it("is collected whole over two list pages, with the letters that only their own pages tell", async () => {
    const { story, poller } = await setUp(11);
    const { posts, error } = await collectAll(poller);
    expect(error).toBeNull();
    expect(posts.map((post) => post.externalId)).toEqual(story.posts().map((post) => post.id));
    expect(posts.map((post) => post.text.replace(/\s/g, ""))).toEqual(
      story.posts().map((post) => post.text.replace(/\s/g, "")),
    );
    expect(posts.map((post) => post.postedAt)).toEqual(story.posts().map((post) => post.postedAt.toISOString()));
  });

  it("shows that a letter was taken down after the list dropped it and its page said so twice", async () => {
    const { clock, story, poller } = await setUp(3);
    const first = await collectAll(poller);
    const gone = story.posts()[1]?.id ?? "";
    story.withdraw(gone);
    clock.forward(10_000);
    const second = await collectAll(poller, first.cursor);
    expect(second.posts).toEqual([]);
    clock.forward(10_000);
    const third = await collectAll(poller, second.cursor);
    expect(third.posts).toEqual([expect.objectContaining({ externalId: gone, withdrawn: true })]);
  });

  it("is degraded with the page as proof when its list is emptied or its letters lose a field", async () => {
    const { clock, lab, poller } = await setUp(3);
    const first = await collectAll(poller);
    clock.forward(120_000);
    lab.fault("empty");
    const empty = await collectAll(poller, first.cursor);
    expect(empty.error).toMatchObject({ name: "Degraded", reason: "empty-list" });
    lab.fault("field-missing");
    const renamed = await collectAll(poller);
    expect(renamed.error).toMatchObject({ name: "Degraded", reason: "layout", page: expect.anything() });
  });
});
