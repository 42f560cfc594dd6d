import { describe, expect, it } from "vitest";
import { absolute, pageAddress } from "../../../connectors/county-site/address.ts";
import { presets } from "../../../connectors/county-site/layouts/index.ts";
import { layoutOf, originsOf, Settings } from "../../../connectors/county-site/settings.ts";

const base = "http://www.mayang.gov.cn";
const minimal = { baseUrl: base, lists: ["/zmhd/letters.asp"] };

function faults(input: unknown): string[] {
  return Settings.safeParse(input).error?.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`) ?? [];
}

describe("the layout of a source", () => {
  it("is the preset where the operator says nothing", () => {
    for (const layout of ["table-gbk", "json-html", "browser"] as const) {
      expect(layoutOf(Settings.parse({ ...minimal, layout }))).toEqual(presets[layout]);
    }
  });

  it("takes single keys from map and leaves the others as they are", () => {
    const settings = Settings.parse({ ...minimal, map: { detail: { labels: { 写信时间: "postedAt" } } } });
    const layout = layoutOf(settings);
    expect(layout.detail.labels).toMatchObject({ 写信时间: "postedAt", 信件内容: "text" });
    expect(layout.list).toEqual(presets["table-gbk"].list);
  });

  it("names the key of map that is unknown, no selector, or no pattern", () => {
    expect(faults({ ...minimal, map: { list: { row: "li" } } }).join()).toMatch(/^map\.list: .*row/);
    expect(faults({ ...minimal, map: { list: { rows: "li[" } } }).join()).toMatch(
      /^map\.list\.rows: "li\[" is no CSS selector/,
    );
    expect(faults({ ...minimal, map: { list: { id: "id=(" } } }).join()).toMatch(/^map\.list\.id: expected a regular/);
  });

  it("takes http and https of a host as one site, but a port as it is written", () => {
    expect(originsOf({ baseUrl: base })).toEqual(["https://www.mayang.gov.cn", "http://www.mayang.gov.cn"]);
    expect(originsOf({ baseUrl: "http://127.0.0.1:8431/x" })).toEqual(["http://127.0.0.1:8431"]);
  });
});

describe("the address of a list's page", () => {
  const address = (entry: string, layout: keyof typeof presets, page = 2) =>
    pageAddress(entry, presets[layout], base, page, { siteId: "26", appId: "7" });

  it("takes the layout's query beside its own, and the page number wherever that stands", () => {
    expect(address("/zmhd/letters.asp", "table-gbk")).toBe(`${base}/zmhd/letters.asp?page=2`);
    expect(address("/zmhd/letters.asp?page=1&box=3", "table-gbk")).toBe(`${base}/zmhd/letters.asp?page=2&box=3`);
    expect(address("/IGI/nbhd/openGovmsgbox.do", "json-html")).toBe(
      `${base}/IGI/nbhd/openGovmsgbox.do?method=listGovmsgboxs&siteId=26&appId=7&pageIndex=2&pageSize=15&order=1&orderBy=submitTime_desc`,
    );
  });

  it("keeps a query in percent-encoded GBK byte for byte", () => {
    expect(address("/letters.asp?dept=%B8%DF%B4%E5", "table-gbk")).toBe(`${base}/letters.asp?dept=%B8%DF%B4%E5&page=2`);
  });

  it("is used as it stands where the operator marks the page number", () => {
    expect(address("/c105503/list_{n}.shtml", "table-gbk", 3)).toBe(`${base}/c105503/list_3.shtml`);
  });
});

describe("the address of a letter's page", () => {
  it.each([
    ["show.asp?id=3", `${base}/zmhd/show.asp?id=3`],
    ["//www.mayang.gov.cn/a.html", `${base}/a.html`],
    ["https://hd.example.org/a.html", "https://hd.example.org/a.html"],
    ["javascript:;", null],
    ["mailto:x@example.org", null],
    ["", null],
  ])("%s is followed as %s", (href, expected) => {
    expect(absolute(href, `${base}/zmhd/letters.asp`)).toBe(expected);
  });

  it("stays unknown when the page's own address is", () => {
    expect(absolute("show.asp?id=3", "")).toBeNull();
  });
});
