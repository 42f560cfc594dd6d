import { afterEach, describe, expect, it } from "vitest";
import { findArea } from "../../../connectors/rednet/area.ts";
import { rednet } from "../../../connectors/rednet/index.ts";
import { startRednet } from "../../../lab/rednet.ts";
import { Story } from "../../../lab/story.ts";
import { checkLines, collectAll, type SourceOptions, source, TestClock } from "../harness.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function setUp(options: Partial<SourceOptions> = {}) {
  const clock = new TestClock();
  const story = new Story({ platform: "rednet", seed: 5, posts: 24, now: clock.now });
  const lab = await startRednet({ story, now: clock.now });
  open.push(() => lab.stop());
  const poll = source(rednet, lab, { clock, ...options });
  open.push(poll.close);
  return { clock, story, lab, poll };
}

describe("polling 红网", () => {
  it("finds the new answer to a message that is older than the window", async () => {
    const { clock, story, poll } = await setUp();
    clock.forward(40 * 86_400_000);
    const young = story.add();
    const first = await collectAll(poll);
    expect(first.posts.map((post) => post.externalId)).toEqual([young.id]);
    const old = story.posts().at(-1);
    story.answer(old?.id as string);
    clock.forward(60_000);
    const second = await collectAll(poll, first.cursor);
    expect(second.posts.map((post) => post.externalId)).toEqual([old?.id]);
    expect((await collectAll(poll, second.cursor)).posts).toEqual([]);
  });

  it("looks the county up once and says in a check where the number comes from", async () => {
    const { poll } = await setUp();
    await collectAll(poll);
    const lines = await checkLines(poll);
    expect(lines[0]).toMatchObject({ ok: true, answer: "area 431226, from the site's list of areas" });
    expect(poll.asked.filter((path) => path === "/front/common/areas")).toHaveLength(1);
  });

  it("leaves notices and lawyers' answers out, and counts the latter", async () => {
    const { poll, story } = await setUp();
    const { posts } = await collectAll(poll);
    expect(posts.map((post) => post.platformKind)).not.toContain("公告");
    const withLawyer = posts.filter((post) => post.extensions.otherAnswers === 1);
    expect(withLawyer.length).toBe(story.posts().filter((post) => Number(post.id) % 6 === 0).length);
    for (const post of posts) for (const reply of post.official?.replies ?? []) expect(reply.by).toMatch(/^麻阳县/);
  });

  it("degrades when the interface ignores the county's number", async () => {
    const { poll } = await setUp({ settings: { areaId: "430124" } });
    expect((await collectAll(poll)).posts).toEqual([]);
    const lines = await checkLines(poll);
    expect(lines.find((line) => line.question === "the list shows posts of this county")?.ok).toBe(false);
  });

  it.each([
    ['{"data":[{"children":[{"area_id":431226,"area_name":"麻阳苗族自治县"}]}]}', "431226"],
    ['{"data":[{"id":"431224","name":"溆浦县"}]}', null],
    ["<html>", null],
    ["null", null],
  ])("finds the county in %s", (body, id) => {
    expect(findArea(body, "麻阳")).toBe(id);
  });
});
