import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { decode } from "../../src/connector/charset.ts";

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

  it("says how much cannot be read", () => {
    expect(decode(new Uint8Array([0xff, 0x41, 0xff]), "text/html; charset=utf-8").note).toContain("cannot be read");
  });
});
