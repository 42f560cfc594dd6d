import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { decode } from "../../src/connector/charset.ts";
import { htmlToText } from "../../src/connector/html-text.ts";

/** The second and fourth byte of a character of four bytes. */
const digit = fc.integer({ min: 0x30, max: 0x39 });

const LETTER = '<meta charset="gb2312"><p>来信人：滕㵪，反映滨河路夜市油烟</p>';

describe("the charset of a page", () => {
  it("is GB18030 where a page without a header's charset declares gb2312, rare characters included", () => {
    const page = decode(iconv.encode(LETTER, "gb18030"), "text/html");
    expect(page.text).toBe(LETTER);
    expect(page).toMatchObject({ charset: "gb18030", note: null });
  });

  it("is UTF-8 where a redesigned page still declares gb2312, and the mistake is noted", () => {
    const page = decode(Buffer.from(LETTER), "text/html");
    expect(page.text).toBe(LETTER);
    expect(page).toMatchObject({ charset: "utf-8", note: "declared gb18030, is utf-8" });
  });

  it("is GB18030 where the header says utf-8 over GBK bytes", () => {
    expect(decode(iconv.encode("高村镇滨河路", "gbk"), "text/html; charset=utf-8")).toMatchObject({
      text: "高村镇滨河路",
      charset: "gb18030",
    });
  });

  it("is found without any declaration", () => {
    expect(decode(iconv.encode("麻阳苗族自治县", "gbk"), "").text).toBe("麻阳苗族自治县");
    expect(decode(Buffer.from("麻阳苗族自治县"), "").text).toBe("麻阳苗族自治县");
  });

  it("follows a byte order mark before all else", () => {
    expect(decode(Buffer.from("\uFEFF麻阳"), "text/html; charset=gbk").text).toBe("麻阳");
    expect(decode(iconv.encode("麻阳", "utf-16le", { addBOM: true }), "text/html; charset=gbk").text).toBe("麻阳");
  });

  it("gives well-formed text for any bytes in any charset, which the HTML parser reads", () => {
    const types = ["", ...["gb2312", "gbk", "big5", "utf-8"].map((charset) => `text/html; charset=${charset}`)];
    const marks = [[], [0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf]].map((mark) => Uint8Array.from(mark));
    // GB18030 writes characters beyond the first plane in four bytes: random bytes seldom look so.
    const four = fc.tuple(fc.integer({ min: 0x90, max: 0xfe }), digit, fc.integer({ min: 0x81, max: 0xfe }), digit);
    const part = fc.oneof(
      fc.uint8Array({ maxLength: 20 }),
      four.map((bytes) => Uint8Array.from(bytes)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...marks), fc.array(part), fc.constantFrom(...types), (mark, parts, type) => {
        const { text } = decode(Buffer.concat([mark, ...parts]), type);
        expect(text).not.toMatch(/\p{Surrogate}/u);
        expect(htmlToText(text)).not.toMatch(/\n\n/);
      }),
      { numRuns: 2000 },
    );
  });

  it("says how much cannot be read", () => {
    expect(decode(new Uint8Array([0xff, 0x41, 0xff]), "text/html; charset=utf-8").note).toContain("cannot be read");
  });
});
