import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createVault, SealBroken } from "../../src/privacy/seal.ts";

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const label = fc.string({ unit: "grapheme", maxLength: 40 });
/** Short texts stay as they are, long ones are compressed: both roads. */
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc
    .tuple(fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }), fc.integer({ min: 200, max: 2_000 }))
    .map(([piece, times]) => piece.repeat(times)),
);

describe("a sealed text", () => {
  it("opens under its key and label, and comes out as it went in", () => {
    fc.assert(
      fc.property(key, label, text, (key, label, text) => {
        const vault = createVault(key);
        expect(vault.open(vault.seal(text, label), label)).toBe(text);
      }),
    );
  });

  it("opens from within a larger buffer, as a database driver gives it", () => {
    const vault = createVault(Buffer.alloc(32, 1));
    const sealed = vault.seal("路灯坏了", "original:1");
    const larger = Buffer.concat([Buffer.from("before"), sealed, Buffer.from("after")]);
    expect(vault.open(larger.subarray(6, 6 + sealed.length), "original:1")).toBe("路灯坏了");
  });

  it("does not show its words, and twice the same text gives other bytes", () => {
    const vault = createVault(Buffer.alloc(32, 1));
    const words = "电话19912345678";
    for (const text of [words, words.repeat(500)]) {
      const sealed = Buffer.from(vault.seal(text, "x"));
      expect(sealed.includes(Buffer.from("19912345678"))).toBe(false);
      expect(sealed.equals(Buffer.from(vault.seal(text, "x")))).toBe(false);
    }
  });

  it("that had one bit changed anywhere is broken", () => {
    fc.assert(
      fc.property(key, text, fc.nat(), fc.nat(7), (key, text, at, bit) => {
        const vault = createVault(key);
        const sealed = Buffer.from(vault.seal(text, "x"));
        const index = at % sealed.length;
        sealed.writeUInt8(sealed.readUInt8(index) ^ (1 << bit), index);
        expect(() => vault.open(sealed, "x")).toThrow(SealBroken);
      }),
    );
  });

  it("that was cut short anywhere is broken", () => {
    const vault = createVault(Buffer.alloc(32, 1));
    const sealed = vault.seal("路灯坏了两个月", "x");
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => vault.open(sealed.subarray(0, length), "x")).toThrow(SealBroken);
    }
  });

  it("does not open under another label, and the error names the label and nothing of the text", () => {
    fc.assert(
      fc.property(label, label, text, (label, other, text) => {
        fc.pre(label !== other);
        const vault = createVault(Buffer.alloc(32, 3));
        const sealed = vault.seal(text, label);
        expect(() => vault.open(sealed, other)).toThrow(SealBroken);
        expect(() => vault.open(sealed, other)).toThrow(`${other}: cannot be opened`);
      }),
    );
  });

  it("does not open under another key", () => {
    fc.assert(
      fc.property(key, key, text, (key, other, text) => {
        fc.pre(Buffer.compare(key, other) !== 0);
        const sealed = createVault(key).seal(text, "x");
        expect(() => createVault(other).open(sealed, "x")).toThrow(SealBroken);
      }),
    );
  });
});
