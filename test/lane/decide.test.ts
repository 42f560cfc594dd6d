import { describe, expect, it } from "vitest";
import { dueAt } from "../../src/handling/due-at.ts";
import type { Message } from "../../src/record/message.ts";
import type { RawPostInput } from "../../src/record/raw-post.ts";
import type { LaneEvent } from "../../src/store/store.ts";
import { NOW, RULES } from "../support/factories.ts";
import { combined } from "../text/group/messages.ts";
import { History, idOf, minuteOf, postAt } from "./history.ts";

const message = (event: LaneEvent | undefined): Message => event?.event.message as Message;
const types = (events: readonly LaneEvent[]): string[] => events.map(({ event }) => event.type);

const EDITED = { text: "新桥头的路灯坏了三个月，昨天有老人摔伤，请派人来修。", editedAt: minuteOf(30) };
const REPLIED = {
  official: { status: "replied", replies: [{ at: minuteOf(31), by: "锦和镇政府", text: "已派人修好。" }] },
} satisfies Partial<RawPostInput>;

/** A history in which one post was collected at minute 10. */
async function known(fields: Partial<RawPostInput> = {}): Promise<History> {
  const history = new History();
  await history.batch([postAt(10, fields)]);
  return history;
}

describe("a post that was never seen", () => {
  it("makes a record with seq 1, revision 1 and its sealed original", async () => {
    const [created, ...rest] = await new History().batch([postAt(10)]);
    expect(rest).toEqual([]);
    expect(created?.event).toMatchObject({ seq: 1, type: "message.created", at: NOW });
    expect(message(created)).toMatchObject({ seq: 1, revision: 1, state: "published", times: { recordedAt: NOW } });
    expect(created?.state).toMatchObject({ version: 1, firstCollectedAt: minuteOf(10) });
  });

  it("that is gone already and shows no words leaves no record, so that its words are still taken when they come", async () => {
    const history = new History();
    expect(await history.batch([postAt(20, { withdrawn: true, title: null, text: "" })])).toEqual([]);
    expect(types(await history.batch([postAt(10)]))).toEqual(["message.created"]);
  });

  it("that is gone already and still shows its words is recorded, and then withdrawn", async () => {
    const events = await new History().batch([postAt(10, { withdrawn: true })]);
    expect(types(events)).toEqual(["message.created", "message.withdrawn"]);
    expect(message(events[1])).toMatchObject({ seq: 2, state: "withdrawn", handling: { dueAt: null } });
  });

  it("twice in one batch is one record", async () => {
    expect(types(await new History().batch([postAt(10), postAt(10)]))).toEqual(["message.created"]);
  });

  it("twice in one batch, the second time edited, is created and revised", async () => {
    const events = await new History().batch([postAt(10), postAt(30, EDITED)]);
    expect(types(events)).toEqual(["message.created", "message.revised"]);
    expect(message(events[1])).toMatchObject({ seq: 2, revision: 2, times: { editedAt: EDITED.editedAt } });
  });
});

describe("a known post", () => {
  it("that is collected again unchanged changes nothing", async () => {
    expect(await (await known()).batch([postAt(30)])).toEqual([]);
  });

  it("whose words changed makes a revision with its own sealed original, and keeps its group and the time of recording", async () => {
    const history = await known();
    const [revised, ...rest] = await history.batch([postAt(30, EDITED)], "2026-05-07T00:00:00.000Z");
    expect(rest).toEqual([]);
    expect(revised?.event.type).toBe("message.revised");
    expect(message(revised)).toMatchObject({
      seq: 2,
      revision: 2,
      content: { text: EDITED.text },
      duplicates: message(history.events[0]).duplicates,
      times: { recordedAt: NOW, collectedAt: minuteOf(30) },
    });
  });

  it("that goes back to its first words makes a third revision", async () => {
    const history = await known();
    await history.batch([postAt(20, EDITED)]);
    const [revised] = await history.batch([postAt(30)]);
    expect(message(revised)).toMatchObject({ revision: 3, content: { text: message(history.events[0]).content.text } });
  });

  it("whose telephone number alone changed makes a revision, though the record shows the same words", async () => {
    const history = await known({ text: "路灯坏了，电话19912345678，请回复。" });
    const [revised] = await history.batch([postAt(20, { text: "路灯坏了，电话19912345679，请回复。" })]);
    expect(revised?.event.type).toBe("message.revised");
    expect(message(revised).content).toEqual(message(history.events[0]).content);
  });

  it("that the office answered late gives message.replied, without a revision, and is due no longer", async () => {
    const history = await known();
    expect(message(history.events[0]).handling.dueAt).not.toBeNull();
    const events = await history.batch([postAt(40, REPLIED)]);
    expect(types(events)).toEqual(["message.replied"]);
    expect(message(events[0])).toMatchObject({
      revision: 1,
      official: { status: "replied" },
      handling: { dueAt: null },
    });
  });

  it("that was edited and answered at once gives both events, the second with both changes", async () => {
    const events = await (await known()).batch([postAt(40, { ...EDITED, ...REPLIED })]);
    expect(types(events)).toEqual(["message.revised", "message.replied"]);
    expect(message(events[0]).official.status).toBe("awaiting");
    expect(message(events[1])).toMatchObject({
      seq: 3,
      revision: 2,
      content: { text: EDITED.text },
      official: { status: "replied" },
    });
    expect(events.map(({ state }) => state.version)).toEqual([2, 3]);
  });

  it("that became more urgent is due earlier, counted from when it was first collected", async () => {
    const history = await known();
    const [revised] = await history.batch([postAt(30, { text: "新桥头电线断了掉在水里，有人触电，快来救人！" })]);
    const { level } = message(revised).classification.urgency;
    expect(level).toBe("critical");
    const facts = {
      level,
      collectedAt: minuteOf(10),
      recordedAt: NOW,
      officialStatus: "awaiting",
      state: "published",
    } as const;
    expect(message(revised).handling.dueAt).toBe(dueAt(facts, RULES));
    expect(message(revised).handling.dueAt! < message(history.events[0]).handling.dueAt!).toBe(true);
  });

  it("that its platform shows no more is withdrawn once, and keeps the words that were recorded", async () => {
    const history = await known();
    const gone = { withdrawn: true, title: null, text: "" };
    const events = await history.batch([postAt(30, gone), postAt(31, gone)]);
    expect(types(events)).toEqual(["message.withdrawn"]);
    expect(message(events[0])).toMatchObject({
      state: "withdrawn",
      revision: 1,
      content: message(history.events[0]).content,
    });
    expect(await history.batch([postAt(32, gone)])).toEqual([]);
  });

  it("that is back on its platform is published again under the same revision, and due again", async () => {
    const history = await known();
    await history.batch([postAt(20, { withdrawn: true, title: null, text: "" })]);
    const events = await history.batch([postAt(30)]);
    expect(types(events)).toEqual(["message.revised"]);
    expect(message(events[0])).toMatchObject({ state: "published", revision: 1 });
    expect(message(events[0]).handling).toEqual(message(history.events[0]).handling);
  });

  it("that is back with other words is one revision, published", async () => {
    const history = await known();
    await history.batch([postAt(20, { withdrawn: true, title: null, text: "" })]);
    const events = await history.batch([postAt(30, EDITED)]);
    expect(types(events)).toEqual(["message.revised"]);
    expect(message(events[0])).toMatchObject({ state: "published", revision: 2 });
  });

  it("that was collected before what is known changes nothing", async () => {
    const history = await known();
    await history.batch([postAt(30, EDITED)]);
    expect(await history.batch([postAt(20, { text: "更早的另一种说法" })])).toEqual([]);
    expect(await history.batch([postAt(20, { withdrawn: true, text: "" })])).toEqual([]);
    expect(await history.batch([postAt(20, REPLIED)])).toEqual([]);
  });

  it("that a list shows cut is no revision of the full one, and the full one is a revision of the cut", async () => {
    const cut = { text: "新桥头的路灯坏了两个月，", extensions: { truncated: true } };
    expect(await (await known()).batch([postAt(30, cut)])).toEqual([]);
    const [revised] = await (await known(cut)).batch([postAt(30)]);
    expect(message(revised)).toMatchObject({ revision: 2, content: { text: expect.stringContaining("请派人来修") } });
  });

  it("that a list shows cut still tells that the office has answered", async () => {
    const cut = { text: "新桥头的路灯坏了两个月，", extensions: { truncated: true }, ...REPLIED };
    const events = await (await known()).batch([postAt(30, cut)]);
    expect(types(events)).toEqual(["message.replied"]);
    expect(message(events[0]).content.text).toContain("请派人来修");
  });
});

describe("an erased message", () => {
  it("leaves who and where, stays out whatever is collected of it, and is not erased twice", async () => {
    const history = await known();
    const { id, source } = message(history.events[0]);
    const erased = history.erase(id);
    expect(erased?.event).toEqual({
      seq: 2,
      type: "message.erased",
      at: NOW,
      message: {
        id,
        seq: 2,
        source: {
          connector: source.connector,
          name: source.name,
          externalId: source.externalId,
          channel: source.channel,
        },
        state: "erased",
      },
    });
    const again = [postAt(30), postAt(31, EDITED), postAt(32, REPLIED), postAt(33, { withdrawn: true })];
    expect(await history.batch(again)).toEqual([]);
    expect(history.erase(id)).toBeNull();
  });
});

describe("a message that joins two groups", () => {
  it("makes each member of the younger one say its new group by an event of its own", async () => {
    const history = new History();
    const numbers = Array.from({ length: 200 }, (_, at) => (at * 37) % 400);
    const posts = numbers.map((number, at) => {
      const { title, text, postedAt } = combined(number);
      const time = postedAt === null ? {} : { postedAt };
      return postAt(10, { externalId: `c${at}`, title, text, ...time });
    });
    const groups = new Map<string, string>();
    let merges = 0;
    for (const post of posts) {
      const [created, ...regrouped] = await history.batch([post]);
      const joined = message(created).duplicates;
      if (regrouped.length > 0) merges += 1;
      const left = new Set(regrouped.map((event) => groups.get(message(event).id)));
      for (const event of regrouped) {
        expect(event.event.type).toBe("message.regrouped");
        expect(message(event)).toMatchObject({
          revision: 1,
          duplicates: { group: joined.group, first: joined.first, size: joined.size },
        });
        expect(message(event).duplicates.relation).not.toBe("none");
      }
      // Every member of a group that was given up has said so, and nobody else.
      const moved = [...groups].filter(([, group]) => left.has(group)).map(([id]) => id);
      expect(regrouped.map((event) => message(event).id).sort()).toEqual(moved.sort());
      expect(left.has(joined.group)).toBe(false);
      for (const id of [...moved, post.id]) groups.set(id, joined.group);
    }
    expect(merges).toBeGreaterThan(0);
    expect(groups.get(idOf("c0"))).toBe(idOf("c0"));
  });
});
