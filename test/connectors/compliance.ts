import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { LabOptions, LabPlatform } from "../../lab/platform.ts";
import { Story, type StoryPost } from "../../lab/story.ts";
import type { AnyConnector } from "../../src/connector/connector.ts";
import { Degraded } from "../../src/connector/errors.ts";
import type { RawPost } from "../../src/record/raw-post.ts";
import { type Collected, checkLines, collectAll, source, TestClock, type TestSource } from "./harness.ts";
import { damaged } from "./mutations.ts";

/** What a connector may not be able to do, each with the reason why. */
export interface Exceptions {
  readonly edit?: string;
  readonly reply?: string;
  readonly withdrawal?: string;
  /** By the fault's name. */
  readonly faults?: Readonly<Record<string, string>>;
}

/** How a connector's platform differs from the ordinary. */
export interface ComplianceOptions {
  /** Settings beside those of the lab. */
  readonly settings?: Record<string, unknown>;
  /** The posts that a complete poll must give; all that stand unless told. */
  readonly expected?: (story: Story) => StoryPost[];
  /** A story post's external id; its id unless told. */
  readonly idOf?: (post: StoryPost) => string;
  readonly exceptions?: Exceptions;
  /** Time between two polls after which every late change must be seen; polls are made three times. 2 min unless told. */
  readonly settle?: number;
  /** Posts that stand at first; 25 unless told. */
  readonly posts?: number;
}

const FAULTS: Readonly<Record<string, "Degraded" | "Throttled" | "Retry">> = {
  "login-page": "Degraded",
  "half-json": "Degraded",
  challenge: "Degraded",
  empty: "Degraded",
  "field-missing": "Degraded",
  throttled: "Throttled",
  "server-error": "Retry",
};

/** What every connector must hold, registered as tests: called once in a connector's test file. */
export function assertConnectorCompliance(
  connector: AnyConnector,
  startLab: (options: LabOptions) => Promise<LabPlatform>,
  options: ComplianceOptions = {},
): void {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const part of open.splice(0).reverse()) await part.close();
  });

  async function setUp(posts = options.posts ?? 25) {
    const clock = new TestClock();
    const story = new Story({ platform: connector.id, seed: 11, posts: posts, now: clock.now });
    const lab = await startLab({ story, now: clock.now });
    open.push({ close: () => lab.stop() });
    const poller = (): TestSource => {
      const made = source(connector, lab, { clock, ...(options.settings ? { settings: options.settings } : {}) });
      open.push(made);
      return made;
    };
    const idOf = options.idOf ?? ((post: StoryPost) => post.id);
    const expected = () =>
      (options.expected?.(story) ?? story.posts().filter((post) => !post.withdrawn)).map(idOf).sort();
    return { clock, story, lab, poller, idOf, expected, settle: options.settle ?? 120_000 };
  }

  describe(`the ${connector.id} connector`, () => {
    it("documents every setting and refuses unknown ones", () => {
      const schema = z.toJSONSchema(connector.settings, { io: "input", unrepresentable: "any" });
      const keys = Object.entries(schema.properties ?? {}).filter(([, property]) => typeof property === "object");
      expect(keys.length).toBeGreaterThan(0);
      for (const [key, property] of keys) expect((property as { description?: string }).description, key).toBeTruthy();
      expect(connector.settings.safeParse({ noSuchSetting: 1 }).error?.issues).toContainEqual(
        expect.objectContaining({ code: "unrecognized_keys" }),
      );
    });

    it("collects every post once, keeps ids exactly, and finds nothing new the second time", async () => {
      const { poller, expected } = await setUp();
      const first = await collectAll(poller());
      expect(first.error).toBeNull();
      expect(ids(first)).toEqual(expected());
      const second = await collectAll(poller(), first.cursor);
      expect(second.error).toBeNull();
      expect(second.posts).toEqual([]);
    });

    it("loses nothing when it ends after any page and goes on from that page's cursor", async () => {
      const { poller, expected } = await setUp();
      const whole = await collectAll(poller());
      const some = whole.pages.filter((_, index) => index % Math.ceil(whole.pages.length / 5) === 0);
      for (const page of some) {
        const before = whole.pages.slice(0, whole.pages.indexOf(page) + 1).flatMap((earlier) => earlier.posts);
        const rest = await collectAll(poller(), JSON.parse(JSON.stringify(page.cursor)));
        expect(rest.error).toBeNull();
        expect([...new Set([...before, ...rest.posts].map((post) => post.externalId))].sort()).toEqual(expected());
      }
    });

    it("collects posts that come while it is at work", async () => {
      const { clock, story, poller, expected, settle } = await setUp();
      const first = await collectAll(poller());
      for (let tick = 0; tick < 5; tick++) story.add();
      clock.forward(settle);
      const second = await collectAll(poller(), first.cursor);
      expect([...new Set([...ids(first), ...ids(second)])].sort()).toEqual(expected());
      expect(new Set(ids(second)).size).toBeGreaterThanOrEqual(5);
    });

    for (const change of ["edit", "reply", "withdrawal"] as const) {
      const reason = options.exceptions?.[change];
      if (reason !== undefined) {
        it(`does not see every ${change}: ${reason}`, () => expect(reason.length).toBeGreaterThan(20));
        continue;
      }
      it(`sees a late ${change}`, async () => {
        const { clock, story, poller, idOf, settle } = await setUp();
        const poll = poller();
        const first = await collectAll(poll);
        const standing = options.expected?.(story) ?? story.posts().filter((post) => !post.withdrawn);
        // Awaiting posts are those that a citizen edits and an office answers.
        const post = standing.filter((candidate) => candidate.status === "awaiting")[3] as StoryPost;
        if (change === "edit") story.edit(post.id);
        else if (change === "reply") story.answer(post.id);
        else story.withdraw(post.id);
        const later: RawPost[] = [];
        let { cursor } = first;
        for (let round = 0; round < 3; round++) {
          clock.forward(settle);
          const next = await collectAll(poll, cursor);
          expect(next.error).toBeNull();
          cursor = next.cursor;
          later.push(...next.posts.filter((found) => found.externalId === idOf(post)));
        }
        expect(later, `posts after the ${change}`).toHaveLength(1);
        // A platform may break the lines of a text where it likes.
        if (change === "edit") expect(later[0]?.text.replace(/\s/g, "")).toContain(post.text.slice(-7));
        if (change === "reply")
          expect(later[0]?.official?.replies.map((reply) => reply.text)).toEqual(
            post.replies.map((reply) => reply.text),
          );
        expect(later[0]?.withdrawn).toBe(change === "withdrawal");
      });
    }

    it("reads any bytes to posts or a named problem, never to an exception", async () => {
      const { poller } = await setUp();
      const poll = poller();
      const { raw } = await collectAll(poll);
      for (const [kind, parse] of Object.entries(connector.kinds)) {
        const context = { source: "s", settings: poll.context.settings };
        const blank = { kind, url: "http://127.0.0.1/", request: {}, contentType: "", collectedAt: new Date() };
        const bytes = fc.uint8Array({ maxLength: 200 }).map((body) => ({ ...blank, body }));
        const saved = raw.filter((payload) => payload.kind === kind).slice(0, 4);
        fc.assert(
          fc.property(fc.oneof(bytes, ...saved.map(damaged)), (payload) => {
            const { posts, dropped, problem } = parse(payload, context);
            for (const part of [...dropped, ...(problem ? [problem] : [])]) expect(part.reason).toMatch(/^[a-z-]+$/);
            for (const post of posts) expect(post.connector).toBe(connector.id);
          }),
          { numRuns: 300 },
        );
      }
    });

    it("reads an archived page again to the same posts", async () => {
      const { poller } = await setUp();
      const poll = poller();
      const { posts, raw } = await collectAll(poll);
      const again = raw.flatMap((payload) => {
        const parse = connector.kinds[payload.kind];
        expect(parse, `payload kind ${payload.kind}`).toBeDefined();
        return parse?.(payload, poll.context).posts ?? [];
      });
      for (const post of posts) expect(again).toContainEqual(post);
    });

    it("answers every question of a check when all is well", async () => {
      const { poller } = await setUp();
      const lines = await checkLines(poller());
      expect(lines.length).toBeGreaterThanOrEqual(2);
      expect(lines.filter((line) => !line.ok)).toEqual([]);
    });

    for (const [fault, consequence] of Object.entries(FAULTS)) {
      const reason = options.exceptions?.faults?.[fault];
      if (reason !== undefined) {
        it(`does not show the fault ${fault}: ${reason}`, () => expect(reason.length).toBeGreaterThan(20));
        continue;
      }
      it(`answers the fault ${fault} with ${consequence}, tells it in a check, and recovers without loss`, async () => {
        const { clock, story, lab, poller, expected, settle } = await setUp(12);
        const poll = poller();
        const first = await collectAll(poll);
        story.add();
        clock.forward(settle);
        lab.fault(fault);
        const broken = await collectAll(poll, first.cursor);
        expect(broken.error).toMatchObject({ name: consequence });
        if (broken.error instanceof Degraded)
          expect(broken.error.page?.body, "the page as proof").toBeInstanceOf(Uint8Array);
        const lines = await checkLines(poller());
        expect(lines.some((line) => !line.ok)).toBe(true);
        lab.fault(null);
        clock.forward(Math.max(settle, 120_000));
        const healed = await collectAll(poll, broken.cursor);
        expect(healed.error).toBeNull();
        expect([...new Set([...ids(first), ...ids(broken), ...ids(healed)])].sort()).toEqual(expected());
      });
    }
  });
}

function ids(collected: Collected): string[] {
  return collected.posts.map((post) => post.externalId).sort();
}
