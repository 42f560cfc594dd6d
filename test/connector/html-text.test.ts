import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { htmlToText, unescapeText } from "../../src/connector/html-text.ts";

describe("a page's text as a reader sees it", () => {
  it("breaks lines at block tags and at br, and drops empty lines", () => {
    expect(htmlToText("<div>\n<p>第一句。</p>\n<p>第二句<br>第三句</p><p>&nbsp;</p></div>")).toBe(
      "第一句。\n第二句\n第三句",
    );
  });

  it("keeps two table cells apart", () => {
    expect(htmlToText("<table><tr><td>电话</td><td>13900000000</td></tr></table>")).toBe("电话\n13900000000");
  });

  it.each(["display:none", "visibility: hidden", "font-size:0", "color:#fff", "color: white;"])(
    "drops a copy guard with %s",
    (style) => {
      expect(htmlToText(`<p>已打过<span style="${style}">copy-2931</span>城管电话</p>`)).toBe("已打过城管电话");
    },
  );

  it("keeps what only looks like a copy guard", () => {
    expect(htmlToText('<p style="font-size:0.9em;background-color:#fff">看得见</p>')).toBe("看得见");
  });

  it("decodes entities once", () => {
    expect(htmlToText("<p>&ldquo;夜市&rdquo; &amp;lt;b&amp;gt;</p>")).toBe("“夜市” &lt;b&gt;");
  });

  it("drops scripts, styles and comments", () => {
    expect(htmlToText("<style>p{}</style><p>正文<!-- 隐藏 --></p><script>alert(1)</script>")).toBe("正文");
  });

  it("names the field whose HTML nests too deep to be anybody's letter", () => {
    expect(() => htmlToText(`${"<b>".repeat(20_000)}深`, "data.content")).toThrow(/^data\.content: .*too deep/);
  });

  it("leaves a citizen's own less-than sign alone where the text is no HTML", () => {
    expect(unescapeText("水压<0.1&quot;不够&quot;\r\n真的<br>是")).toBe('水压<0.1"不够"\n真的\n是');
  });

  it("never throws and never gives an empty line", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const plain of [htmlToText(text), unescapeText(text)]) expect(plain).not.toMatch(/\n\n|^\n|\n$/);
      }),
    );
  });
});
