import { describe, expect, it } from "vitest";
import { evaluateGroups, type LabelledGroup } from "../../../src/text/group/evaluate.ts";

const groups: LabelledGroup[] = [
  { group: "g1", level: "text", ids: ["a", "b"] },
  { group: "g2", level: "reworded", ids: ["c", "d", "e"] },
  { group: "g3", level: "reworded", ids: ["f", "g", "not placed"] },
];
const place = (groupsOfIds: string[]) => groupsOfIds.flatMap((ids) => [...ids].map((id) => ({ id, group: ids[0]! })));

describe("comparing groups with labels", () => {
  it("counts recall by level, negatives, and the precision of pairs that touch a label", () => {
    // x and y carry no label: their pair with each other counts as formed and is not judged, their pair with c is wrong.
    const placed = place(["ab", "cdx", "e", "f", "g", "yz"]);
    expect(
      evaluateGroups(placed, groups, [
        { a: "a", b: "c" },
        { a: "c", b: "d" },
        { a: "a", b: "absent" },
      ]),
    ).toEqual({
      textRecall: 1,
      rewordedRecall: (1 / 3 + 0) / 2,
      negativesApart: 0.5,
      pairRecall: 2 / 5,
      pairPrecision: 2 / 4,
      pairF1: (2 * (2 / 5) * (2 / 4)) / (2 / 5 + 2 / 4),
      pairsFormed: 5,
      pairsRight: 2,
    });
  });

  it("gives null where there is nothing to measure", () => {
    expect(evaluateGroups(place(["a", "b"]), [], [])).toEqual({
      textRecall: null,
      rewordedRecall: null,
      negativesApart: null,
      pairRecall: null,
      pairPrecision: null,
      pairF1: null,
      pairsFormed: 0,
      pairsRight: 0,
    });
  });
});
