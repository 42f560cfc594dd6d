import { afterEach, describe, expect, it } from "vitest";
import type { DouyinContext } from "../../../connectors/douyin/client.ts";
import { douyin } from "../../../connectors/douyin/index.ts";
import { accessToken, TokenState } from "../../../connectors/douyin/tokens.ts";
import { type DouyinLab, startDouyin } from "../../../lab/douyin.ts";
import { Story } from "../../../lab/story.ts";
import { checkLines, collectAll, memorySecrets, source, TestClock } from "../harness.ts";

const DAY = 86_400_000;
let lab: DouyinLab | null = null;
afterEach(() => lab?.stop());

async function begin(settings: Record<string, unknown> = {}) {
  const clock = new TestClock();
  const story = new Story({ platform: "douyin", seed: 5, posts: 12, now: clock.now });
  lab = await startDouyin({ story, now: clock.now });
  const secrets = memorySecrets();
  const poller = source(douyin, lab, { clock, settings, secrets });
  return { clock, lab, story, secrets, poller, state: async () => TokenState.parse(await secrets.read()) };
}

describe("the tokens of Douyin", () => {
  it("are refreshed before they end and renewed in the last five days, each renewal stored and counted", async () => {
    const { clock, lab, poller, state } = await begin();
    for (let day = 0; day < 60; day++) {
      expect(lab.tokens.refuse(await accessToken(poller.context as DouyinContext)), `day ${day}`).toBeNull();
      clock.forward(DAY);
    }
    expect(lab.tokens.renewals).toBe(2);
    const stored = await state();
    expect(stored.renewals).toBe(2);
    expect(stored.refreshToken).toBe(lab.tokens.refreshToken);
  });

  it("are not renewed by a restart", async () => {
    const { clock, lab, secrets, poller } = await begin();
    await collectAll(poller);
    for (let start = 0; start < 5; start++) await collectAll(source(douyin, lab, { clock, secrets }));
    expect(lab.tokens.renewals).toBe(0);
  });

  it("are renewed once when two processes find them ending", async () => {
    const { clock, lab, secrets, poller } = await begin();
    await collectAll(poller);
    for (const days of [12, 14]) {
      clock.forward(days * DAY);
      if (days === 12) await collectAll(poller);
    }
    const both = await Promise.all([collectAll(poller), collectAll(source(douyin, lab, { clock, secrets }))]);
    expect(both.map(({ error }) => error)).toEqual([null, null]);
    expect(lab.tokens.renewals).toBe(1);
  });

  it("are replaced when the platform ends the access token early, without loss", async () => {
    const { lab, story, poller } = await begin();
    const first = await collectAll(poller);
    const added = story.add();
    lab.fault("token-expired");
    const second = await collectAll(poller, first.cursor);
    expect(second.error).toBeNull();
    expect(second.posts.map((post) => post.externalId)).toContain(added.id);
  });

  it("ask for a person when the refresh token is dead", async () => {
    const { poller } = await begin({ refreshToken: "rft.of-another-authorisation" });
    const { error } = await collectAll(poller);
    expect(error).toMatchObject({ name: "Degraded", reason: "authorise-again" });
    expect((await checkLines(poller))[0]).toMatchObject({ ok: false });
  });

  it("begin anew when a person authorised again", async () => {
    const { clock, lab, secrets, poller, state } = await begin({ refreshToken: "rft.of-an-old-authorisation" });
    await collectAll(poller);
    const { error } = await collectAll(source(douyin, lab, { clock, secrets }));
    expect(error).toBeNull();
    expect((await state()).renewals).toBe(0);
  });

  it("tell in a check how many days and renewals are left", async () => {
    const { clock, lab, poller } = await begin();
    const line = async () => (await checkLines(poller))[1];
    expect(await line()).toMatchObject({ ok: true, answer: expect.stringContaining("5 renewals left") });
    for (let day = 0; day < 150; day++) {
      clock.forward(DAY);
      await accessToken(poller.context as DouyinContext);
    }
    // Renewed on days 26, 52, 78, 104 and 130, each time four days before the end: the last one ends on day 160.
    expect(lab.tokens.renewals).toBe(5);
    const answer = expect.stringMatching(
      /^less than 14 days: 10 days left, until 2026-08-17T04:00:00.000Z; 0 renewals/,
    );
    expect(await line()).toMatchObject({ ok: false, answer });
  });
});

describe("a poll of Douyin", () => {
  it("asks for one page while no video's count changed, and walks only the video whose count did", async () => {
    const real = { sweepEvery: "6h", walkEvery: "24h" };
    const { clock, lab, story, poller } = await begin(real);
    const first = await collectAll(poller);
    clock.forward(300_000);
    const idle = await collectAll(poller, first.cursor);
    expect(idle.raw).toEqual([]);
    const added = story.add();
    const later = await collectAll(poller, first.cursor);
    expect(later.posts.map((post) => post.externalId)).toContain(added.id);
    expect(new Set(later.raw.map((payload) => payload.request.item_id)).size).toBe(1);
    expect(lab.story.posts().length).toBe(13);
  });

  it("calls a comment withdrawn only after two complete readings far enough apart", async () => {
    const { clock, story, poller } = await begin({ walkEvery: "24h", confirmWithdrawalAfter: "24h" });
    let { cursor } = await collectAll(poller);
    const gone = story.posts()[4];
    story.withdraw(gone?.id ?? "");
    const withdrawn: string[] = [];
    const counts: number[] = [];
    for (let day = 0; day < 3; day++) {
      clock.forward(DAY);
      const next = await collectAll(poller, cursor);
      ({ cursor } = next);
      withdrawn.push(...next.posts.filter((post) => post.withdrawn).map((post) => post.externalId));
      counts.push(withdrawn.length);
    }
    expect(counts).toEqual([0, 1, 1]);
    expect(withdrawn).toEqual([gone?.id]);
  });

  it("keeps tokens and secrets out of every address and every payload", async () => {
    const { lab, poller, state } = await begin();
    const { raw } = await collectAll(poller);
    const secrets = [String(lab.settings().refreshToken), "not-a-real-secret", (await state()).accessToken ?? ""];
    for (const { url, request } of raw) {
      for (const secret of secrets) expect(url + JSON.stringify(request)).not.toContain(secret);
    }
  });

  it.each([
    ["quota", "Throttled"],
    ["slow-down", "Throttled"],
    ["no-right", "Degraded"],
    ["busy", "Retry"],
  ])("answers the platform's %s with %s", async (fault, name) => {
    const { lab, poller } = await begin();
    lab.fault(fault);
    expect((await collectAll(poller)).error).toMatchObject({ name });
  });
});
