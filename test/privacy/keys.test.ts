import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { resolveKeys } from "../../src/privacy/keys.ts";
import { scratch } from "../support/scratch.ts";

const SILENT = { authorKey: null, sealKey: null };
let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place.remove());

const file = (name: string) => join(place.folder, "keys", name);

describe("keys that the configuration does not name", () => {
  it("are made once, 32 bytes each, not the same, and found again", () => {
    const first = resolveKeys(SILENT, place.folder);
    expect(first).toMatchObject({ made: true, authorKey: { length: 32 }, sealKey: { length: 32 } });
    expect(first.authorKey).not.toEqual(first.sealKey);
    expect(resolveKeys(SILENT, place.folder)).toEqual({ ...first, made: false });
  });

  it("are readable by their owner alone", () => {
    resolveKeys(SILENT, place.folder);
    const modes = ["", "author", "seal"].map((name) => statSync(file(name)).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600, 0o600]);
  });

  it("are never made anew over a file that holds no key: it is named, with what to do", () => {
    mkdirSync(file(""));
    writeFileSync(file("seal"), "abc");
    expect(() => resolveKeys(SILENT, place.folder)).toThrow(
      `${file("seal")} does not hold 32 bytes in hex: restore it`,
    );
    expect(readFileSync(file("seal"), "utf8")).toBe("abc");
  });

  it("are made whole after a start that was killed while it made them", () => {
    mkdirSync(file(""));
    writeFileSync(file("seal.new"), "abc");
    expect(resolveKeys(SILENT, place.folder)).toMatchObject({ made: true, sealKey: { length: 32 } });
    expect(existsSync(file("seal.new"))).toBe(false);
  });

  it("may end with a line break, as an editor leaves it", () => {
    const { sealKey } = resolveKeys(SILENT, place.folder);
    writeFileSync(file("seal"), `${Buffer.from(sealKey).toString("hex")}\n`);
    expect(resolveKeys(SILENT, place.folder).sealKey).toEqual(sealKey);
  });
});

describe("keys that the configuration names", () => {
  it("are taken, and no file is made", () => {
    const named = { authorKey: Buffer.alloc(32, 1), sealKey: Buffer.alloc(32, 2) };
    expect(resolveKeys(named, place.folder)).toEqual({ ...named, made: false });
    expect(existsSync(file(""))).toBe(false);
  });
});
