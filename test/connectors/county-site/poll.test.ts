import { afterEach, describe, expect, it } from "vitest";
import { countySite } from "../../../connectors/county-site/index.ts";
import { type CountySiteLayout, startCountySite } from "../../../lab/county-site.ts";
import { Story } from "../../../lab/story.ts";
import { checkLines, collectAll, source, TestClock } from "../harness.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});

async function setUp(layout: CountySiteLayout, settings: Record<string, unknown> = {}) {
  const clock = new TestClock();
  const story = new Story({ platform: "county-site", seed: 5, posts: 25, now: clock.now });
  const lab = await startCountySite({ story, layout, now: clock.now });
  const poller = source(countySite, lab, { clock, settings });
  open.push({ close: () => lab.stop() }, poller);
  return { clock, story, lab, poller };
}

describe("a poll of a mailbox", () => {
  it("gives texts, times, kinds, words and replies as the site shows them", async () => {
    for (const layout of ["table-gbk", "json-html"] as const) {
      const { story, poller } = await setUp(layout);
      const { posts, error } = await collectAll(poller);
      expect(error).toBeNull();
      for (const letter of story.posts()) {
        const post = posts.find((candidate) => candidate.externalId === letter.id);
        expect(post).toMatchObject({
          title: letter.title,
          postedAt: letter.postedAt.toISOString(),
          platformKind: letter.kind,
          official: {
            status: letter.status,
            replies: letter.replies.map((reply) => ({ text: reply.text, at: expect.any(String) })),
          },
        });
        expect(post?.text.replace(/\s/g, "")).toBe(letter.text.replace(/\s/g, ""));
      }
    }
  });

  it("reads pages rightly whose header declares a wrong charset", async () => {
    const { story, lab, poller } = await setUp("table-gbk");
    lab.fault("wrong-charset");
    const { posts } = await collectAll(poller);
    expect(posts.map((post) => post.title)).toEqual(story.posts().map((letter) => letter.title));
  });

  it("skips a letter that has no page yet and takes it when the page appears", async () => {
    const { clock, story, lab, poller } = await setUp("json-html");
    lab.fault("unpublished");
    const newest = story.posts()[0]?.id;
    const first = await collectAll(poller);
    expect(first.error).toBeNull();
    expect(first.posts.map((post) => post.externalId)).not.toContain(newest);
    expect(first.posts.every((post) => post.text !== "")).toBe(true);
    lab.fault(null);
    clock.forward(10_000);
    const second = await collectAll(poller, first.cursor);
    expect(second.posts.map((post) => post.externalId)).toContain(newest);
  });

  it("does not take a letter for withdrawn while the list still shows it, whatever its page answers", async () => {
    const { clock, lab, poller } = await setUp("table-gbk");
    let { cursor } = await collectAll(poller);
    lab.fault("detail-missing");
    for (let round = 0; round < 4; round++) {
      clock.forward(120_000);
      const next = await collectAll(poller, cursor);
      expect(next.posts).toEqual([]);
      cursor = next.cursor;
    }
  });

  it.each([
    ["moved", "layout", /moved or laid out anew/],
    ["script-drawn", "empty-list", /layout: "browser"/],
    ["empty", "empty-list", /counts 25 letters and shows none/],
    ["endless-paging", "repeated-page", /rows of the page before/],
  ])("is degraded with the page as proof when the site is %s", async (fault, reason, message) => {
    const { lab, poller } = await setUp("table-gbk");
    lab.fault(fault);
    const { error } = await collectAll(poller);
    expect(error).toMatchObject({ name: "Degraded", reason, message: expect.stringMatching(message) });
    expect((error as { page: { body: Uint8Array } }).page.body.length).toBeGreaterThan(0);
  });

  it("says which setting a JSON list needs before it asks for anything", async () => {
    const { poller } = await setUp("json-html", { siteId: undefined });
    expect((await collectAll(poller)).error).toMatchObject({ name: "Misconfigured", key: "siteId" });
  });
});

describe("a check of a mailbox", () => {
  it("counts letters and notices, and names the fields and labels of a letter's page", async () => {
    const { poller } = await setUp("table-gbk");
    const lines = await checkLines(poller);
    expect(lines.map((line) => line.ok)).toEqual([true, true]);
    expect(lines[0]?.answer).toBe("10 letters and 1 notices on the first of 3 pages, 25 letters in all");
    expect(lines[1]?.answer).toMatch(/^found title, author, number, postedAt, platformKind, text, status/);
  });

  it("tells which field is missing and which labels of the page nothing is taken from", async () => {
    const { lab, poller } = await setUp("table-gbk");
    lab.fault("field-missing");
    const line = (await checkLines(poller))[1];
    expect(line?.ok).toBe(false);
    expect(line?.answer).toMatch(/missing postedAt: set map\.detail.*nothing is taken from: .*登记/);
  });
});
