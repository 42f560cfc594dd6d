import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PreparedPost } from "../../src/record/prepared-post.ts";
import { combined } from "../text/group/messages.ts";
import { History, idOf, postAt, type Step } from "./history.ts";

/** Everything that may happen to a few posts, in any order and any batches. */
const happening = fc.record({
  post: fc.nat(5),
  words: fc.nat(9),
  minute: fc.nat(20),
  replies: fc.nat(2),
  withdrawn: fc.boolean(),
  bare: fc.boolean(),
  truncated: fc.boolean(),
  erase: fc.nat(14).map((chance) => chance === 0),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

const prepared = new Map<string, PreparedPost>();

/** Prepared once each: most of a run's time is reading the same few texts. */
function preparedOnce({ post, words, minute, replies, withdrawn, bare, truncated }: Happening): PreparedPost {
  const key = JSON.stringify([post, words, minute, replies, withdrawn, bare, truncated]);
  const known = prepared.get(key);
  if (known) return known;
  const { title, text } = combined(words * 8);
  const answers = Array.from({ length: replies }, (_, at) => ({ text: `第${at + 1}次答复`, at: null }));
  const made = postAt(minute, {
    externalId: `p${post}`,
    title: withdrawn && bare ? null : title,
    text: withdrawn && bare ? "" : text,
    withdrawn,
    official: { status: replies > 0 ? "replied" : "awaiting", replies: answers },
    extensions: truncated ? { truncated: true } : {},
  });
  prepared.set(key, made);
  return made;
}

const stepOf = (one: Happening): Step => (one.erase ? { erase: idOf(`p${one.post}`) } : { post: preparedOnce(one) });

describe("whatever happens, in whatever batches", () => {
  const happenings = fc.array(happening, { minLength: 1, maxLength: 30 });
  const ends = fc.array(fc.nat(30), { maxLength: 12 }).map((list) => new Set(list));

  it("seq is 1 to N without gap, each message's versions are 1 to its own N, and each record names its last event", async () => {
    await fc.assert(
      fc.asyncProperty(happenings, ends, async (list, cuts) => {
        const history = await History.of(list.map(stepOf), cuts);
        expect(history.events.map(({ event }) => event.seq)).toEqual(history.events.map((_, at) => at + 1));
        const versions = new Map<string, number>();
        for (const { event, state } of history.events) {
          expect(event.message.seq).toBe(event.seq);
          expect(state.version).toBe((versions.get(event.message.id) ?? 0) + 1);
          versions.set(event.message.id, state.version);
        }
        const last = new Map(history.events.map(({ event }) => [event.message.id, event.message]));
        expect(history.messages()).toEqual(last);
      }),
      { numRuns: 100 },
    );
  });

  it("other batches of the same posts in the same order give the same events and records", async () => {
    await fc.assert(
      fc.asyncProperty(happenings, ends, ends, async (list, cuts, others) => {
        const steps = list.map(stepOf);
        const [one, other] = [await History.of(steps, cuts), await History.of(steps, others)];
        expect(other.events).toEqual(one.events);
        expect(other.messages()).toEqual(one.messages());
      }),
      { numRuns: 100 },
    );
  });

  it("the same posts a second time change nothing that is newer", async () => {
    await fc.assert(
      fc.asyncProperty(happenings, async (list) => {
        // In the order of collection, as one source gives them; a second reading of the last state of each post.
        const inOrder = list.filter(({ erase }) => !erase).sort((a, b) => a.minute - b.minute);
        const newest = new Map(inOrder.map((one) => [one.post, one]));
        const history = await History.of(inOrder.map(stepOf), new Set());
        const before = history.events.length;
        await history.batch([...newest.values()].map(preparedOnce));
        expect(history.events.slice(before)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
