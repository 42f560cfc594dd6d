import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut, table, widthOf } from "../../src/cli/table.ts";

describe("a table", () => {
  it("counts a Chinese character as two columns", () => {
    expect(
      table(
        ["name", "n"],
        [
          ["路灯", 2],
          ["abc", 10],
        ],
      ),
    ).toBe("name   n\n路灯   2\nabc   10\n");
  });

  it("keeps each row on one line, whatever a cell holds", () => {
    expect(table(["a"], [["one\r\ntwo\u001b[31m"]])).toBe("a\none two [31m\n");
  });

  it("shows nothing as a dash", () => {
    expect(table(["a", "b"], [[null, "x"]])).toBe("a  b\n-  x\n");
  });

  it("cuts a text to its columns and no further than it must", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 20 }), (text, columns) => {
        const short = cut(text, columns);
        expect(widthOf(short)).toBeLessThanOrEqual(Math.max(columns, 1));
        if (widthOf(text) <= columns) expect(short).toBe(text);
      }),
    );
  });
});
