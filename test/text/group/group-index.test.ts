import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeFingerprint, encodeFingerprint } from "../../../src/text/group/fingerprint.ts";
import { GroupIndex } from "../../../src/text/group/group-index.ts";
import {
  combined,
  LIFT,
  LIFT_ELSEWHERE,
  member,
  placeAll,
  RUBBISH,
  RUBBISH_REWORDED,
  SAME_ESTATE_LIFT,
  SCHOOL_FEE,
  SCHOOL_FEE_ELSEWHERE,
  SHORT_ROAD_SAME_VILLAGE,
  SHORT_WATER,
  SHORT_WATER_ELSEWHERE,
  SHORT_WATER_RETOLD,
  TEMPLATE,
  TEMPLATE_ELSEWHERE,
} from "./messages.ts";

describe("what belongs together", () => {
  it("lets a first report stand alone, as first of its own group", () => {
    const { placements } = placeAll([member("a", RUBBISH)]);
    expect(placements).toEqual([{ group: "a", first: "a", size: 1, relation: "none", similarity: null, merged: [] }]);
  });

  it("links a copy with other punctuation, title and time as exact", () => {
    const copy = { title: "转发", text: RUBBISH.text.replaceAll("，", " , "), postedAt: null };
    const { placements } = placeAll([member("a", RUBBISH), member("b", copy)]);
    expect(placements[1]).toEqual({ group: "a", first: "a", size: 2, relation: "exact", similarity: 1, merged: [] });
  });

  it("links a re-post with a changed ending as near", () => {
    const changed = { ...RUBBISH, text: `${RUBBISH.text.slice(0, -6)}早点派车来拉走` };
    const [, second] = placeAll([member("a", RUBBISH), member("b", changed)]).placements;
    expect(second).toMatchObject({ group: "a", size: 2, relation: "near" });
    expect(second!.similarity).toBeGreaterThan(0.5);
    expect(second!.similarity).toBe(Number(second!.similarity!.toFixed(4)));
  });

  it("links the same matter told in other words", () => {
    const [, second] = placeAll([member("a", RUBBISH), member("b", RUBBISH_REWORDED)]).placements;
    expect(second).toMatchObject({ group: "a", relation: "near" });
  });

  it("links a post in which only numbers and dates changed", () => {
    const later = { ...LIFT, text: LIFT.text.replace("4次", "7次").replace("3月1日", "3月9日") };
    const [, second] = placeAll([member("a", LIFT), member("b", later)]).placements;
    expect(second).toMatchObject({ group: "a", relation: "near" });
  });

  it("links a short post retold without title", () => {
    const [, second] = placeAll([member("a", SHORT_WATER), member("b", SHORT_WATER_RETOLD)]).placements;
    expect(second).toMatchObject({ group: "a", relation: "near" });
  });
});

describe("what stays apart", () => {
  it.each(["转发微博", "支持", "赞！！！", "", "希望政府重视"])("never links two short texts such as %j", (text) => {
    const short = { title: null, text, postedAt: "2026-03-02T05:14:05.000Z" };
    const { placements } = placeAll([member("a", short), member("b", short)]);
    expect(placements[1]).toMatchObject({ group: "b", relation: "none" });
  });

  it("keeps another problem of the same estate apart", () => {
    const { placements } = placeAll([member("a", RUBBISH), member("b", SAME_ESTATE_LIFT)]);
    expect(placements[1]).toMatchObject({ group: "b", relation: "none" });
  });

  it("keeps the same petition with another village put in apart", () => {
    const { placements } = placeAll([member("a", TEMPLATE), member("b", TEMPLATE_ELSEWHERE)]);
    expect(placements[1]).toMatchObject({ group: "b", relation: "none" });
  });

  it.each([
    ["with another village", SHORT_WATER, SHORT_WATER_ELSEWHERE],
    ["with another school", SCHOOL_FEE, SCHOOL_FEE_ELSEWHERE],
    ["with another estate and days", LIFT, LIFT_ELSEWHERE],
  ])("keeps a short post apart from the same wording %s", (_, here, elsewhere) => {
    const { placements } = placeAll([member("a", here), member("b", elsewhere)]);
    expect(placements[1]).toMatchObject({ group: "b", relation: "none" });
  });

  it("keeps a short post apart from another problem of the same village", () => {
    const { placements } = placeAll([member("a", SHORT_WATER), member("b", SHORT_ROAD_SAME_VILLAGE)]);
    expect(placements[1]).toMatchObject({ group: "b", relation: "none" });
  });

  it("does not chain two matters through a message that tells of both", () => {
    const [, first] = RUBBISH.text.split("，");
    const street = {
      ...TEMPLATE,
      title: "锦溪路污水横流",
      text: `锦溪路上污水横流，${first}，老人小孩捂着鼻子走，打了热线没有结果。`,
    };
    const both = { ...RUBBISH, title: `${RUBBISH.title}，${street.title}`, text: RUBBISH.text + street.text };
    const lift = SAME_ESTATE_LIFT;
    const { index } = placeAll([
      member("a", RUBBISH),
      member("b", lift),
      member("c", { ...both, text: both.text + lift.text }),
    ]);
    expect(index.groupOf("a")!.group).not.toBe(index.groupOf("b")!.group);
  });
});

describe("the index", () => {
  const members = (numbers: readonly number[]) => numbers.map((number, at) => member(`m${at}`, combined(number)));
  const numbers = fc.array(fc.nat(400), { maxLength: 60 });

  it("gives the same placements for the same messages in the same order", () => {
    fc.assert(
      fc.property(numbers, (list) => {
        expect(placeAll(members(list)).placements).toEqual(placeAll(members(list)).placements);
      }),
      { numRuns: 20 },
    );
  });

  it("goes on after a restart as one that never stopped, also when messages were erased", () => {
    fc.assert(
      fc.property(numbers, numbers, fc.array(fc.nat(60), { maxLength: 8 }), (before, after, erased) => {
        const first = members(before);
        const { index } = placeAll(first);
        for (const at of erased) {
          index.remove(`m${at}`);
        }
        const restarted = new GroupIndex();
        for (const { id, fingerprint } of first) {
          const group = index.groupOf(id)?.group;
          if (group !== undefined) {
            restarted.restore({ id, fingerprint: decodeFingerprint(encodeFingerprint(fingerprint)), group });
          }
        }
        expect(restarted.size).toBe(index.size);
        after.forEach((number, at) => {
          const next = member(`n${at}`, combined(number));
          expect(restarted.place(next)).toEqual(index.place(next));
          expect(restarted.groupOf(next.id)).toEqual(index.groupOf(next.id));
        });
      }),
      { numRuns: 20 },
    );
  });

  it("puts exact copies into one group whatever stands between them", () => {
    fc.assert(
      fc.property(numbers, fc.nat(60), fc.nat(60), (list, one, other) => {
        const crowd = members(list);
        crowd.splice(one % (crowd.length + 1), 0, member("x", RUBBISH));
        crowd.splice(other % (crowd.length + 1), 0, member("y", RUBBISH));
        const { index } = placeAll(crowd);
        expect(index.groupOf("y")).toEqual(index.groupOf("x"));
      }),
      { numRuns: 20 },
    );
  });

  it("tells every placement so that a reader who applies them and their merges knows each group", () => {
    fc.assert(
      fc.property(numbers, (list) => {
        const { index, placements } = placeAll(members(list));
        const known = new Map<string, string>();
        placements.forEach(({ group, size, merged }, at) => {
          for (const { id, from } of merged) {
            expect(known.get(id)).toBe(from);
            known.set(id, group);
          }
          known.set(`m${at}`, group);
          expect([...known.values()].filter((each) => each === group)).toHaveLength(size);
        });
        for (const [id, group] of known) {
          expect(index.groupOf(id)).toMatchObject({ group, first: group });
          expect(index.groupOf(id)!.members[0]).toBe(group);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("lets the group whose first message came first survive when a message joins two", () => {
    const { placements } = placeAll(members(Array.from({ length: 200 }, (_, at) => (at * 53) % 400)));
    const merges = placements.filter(({ merged }) => merged.length > 0);
    expect(merges).not.toHaveLength(0);
    for (const { group, merged } of merges) {
      for (const { from } of merged) {
        expect(Number(group.slice(1))).toBeLessThan(Number(from.slice(1)));
      }
    }
  });

  it("forgets an erased message and keeps the id of its group", () => {
    const { index } = placeAll([member("a", RUBBISH), member("b", RUBBISH)]);
    index.remove("a");
    index.remove("never seen");
    expect(index.size).toBe(1);
    expect(index.groupOf("a")).toBeNull();
    expect(index.groupOf("b")).toEqual({ group: "a", first: "a", members: ["b"] });
    expect(index.place(member("c", RUBBISH))).toMatchObject({ group: "a", relation: "exact", size: 2 });
    index.remove("b");
    index.remove("c");
    expect(index.place(member("d", RUBBISH))).toMatchObject({ group: "d", relation: "none" });
  });

  it("refuses a message that it holds already", () => {
    const { index } = placeAll([member("a", RUBBISH)]);
    expect(() => index.place(member("a", TEMPLATE))).toThrow("message a is in the group index already");
    expect(() => index.restore({ ...member("a", RUBBISH), group: "a" })).toThrow(RangeError);
  });
});
