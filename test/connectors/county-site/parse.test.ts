import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDetail, parseList } from "../../../connectors/county-site/parse.ts";
import type { Settings } from "../../../connectors/county-site/settings.ts";
import type { Parsed } from "../../../src/connector/connector.ts";
import type { Payload } from "../../../src/connector/errors.ts";

const folder = new URL("../../../connectors/county-site/fixtures/", import.meta.url);

/** `heartbridge parse` reads a saved page without a configuration. */
const without = { source: "county", settings: {} as Settings };

function payload(kind: "list" | "detail", body: Uint8Array, more: Partial<Payload> = {}): Payload {
  const collectedAt = new Date("2026-03-12T02:00:00.000Z");
  return { kind, url: "", request: {}, contentType: "text/html", body, collectedAt, ...more };
}

function read(kind: "list" | "detail", file: string, more: Partial<Payload> = {}): Parsed {
  const parse = kind === "list" ? parseList : parseDetail;
  return parse(payload(kind, readFileSync(new URL(file, folder)), more), without);
}

const site = "http://www.mayang.gov.cn";

describe("saved pages give the posts that stand beside them", () => {
  const cases: [kind: "list" | "detail", file: string, more: Partial<Payload>][] = [
    ["list", "table-gbk-list.html", { url: `${site}/zmhd/letters.asp?page=1` }],
    ["detail", "table-gbk-detail-two-replies.html", { url: `${site}/zmhd/show.asp?id=20260318` }],
    ["detail", "table-gbk-detail-no-time.html", {}],
    ["list", "json-html-list.json", { url: `${site}/IGI/nbhd/openGovmsgbox.do`, contentType: "application/json" }],
    ["detail", "json-html-detail.html", { url: `${site}/hdjl/xzxx/202603/t20260309_118402.html` }],
    ["list", "browser-list-drawn.html", { url: `${site}/hdjl/xzxx/index.shtml` }],
    ["list", "browser-list-shell-without-script.html", { url: `${site}/hdjl/xzxx/index.shtml` }],
    [
      "detail",
      "browser-detail-drawn.html",
      { url: `${site}/hdjl/xzxx/detail.shtml?id=b1d5c7e09f3a4c52b6a8d0e1f2a3b4c5` },
    ],
    ["list", "login-page.html", {}],
  ];
  it.each(cases)("%s %s", async (kind, file, more) => {
    const found = `${JSON.stringify(read(kind, file, more), null, 2)}\n`;
    await expect(found).toMatchFileSnapshot(new URL(file.replace(/\.\w+$/, ".expected.json"), folder).pathname);
  });
});

describe("what a letter's page tells", () => {
  it("a saved page without an address takes its id from the letter's own number", () => {
    const ids = ["table-gbk-detail-two-replies.html", "json-html-detail.html", "browser-detail-drawn.html"].map(
      (file) => read("detail", file).posts[0]?.externalId,
    );
    expect(ids).toEqual(["MY20260302017", "2026-0318", "2026-0301"]);
  });

  it("the row's facts fill what the page leaves out, and never replace what it says", () => {
    const request = { id: "118402", kind: "咨询", title: "咨询：城乡居民医保中断…", status: "办理中" };
    expect(read("detail", "json-html-detail.html", { request }).posts[0]).toMatchObject({
      externalId: "118402",
      platformKind: "咨询",
      title: "咨询：城乡居民医保中断一年怎么补",
      official: { statusText: "已回复" },
    });
  });

  it("the copy guard, the note of the chief and a pasted table are no part of the letter's fields", () => {
    const post = read("detail", "table-gbk-detail-two-replies.html").posts[0];
    expect(post?.text).not.toContain("x81");
    expect(JSON.stringify(post)).not.toContain("请城管局办理");
    expect(post?.official?.replies).toHaveLength(2);
  });

  it("a later question of the citizen belongs to the letter and is no reply", () => {
    const post = read("detail", "table-gbk-detail-two-replies.html").posts[0];
    expect(post?.text).toContain("【追问】还是有油烟");
  });
});

describe("parse functions are total", () => {
  const files = [
    "table-gbk-list.html",
    "table-gbk-detail-two-replies.html",
    "json-html-list.json",
    "browser-detail-drawn.html",
  ];
  const seeds = files.map((file) => readFileSync(new URL(file, folder)));

  it("any bytes give posts, dropped posts or a named problem", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.constantFrom(parseList, parseDetail), (body, parse) => {
        const parsed = parse(payload("list", body), without);
        expect(parsed.posts.length + parsed.dropped.length > 0 || parsed.problem !== null).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it("a saved page with bytes changed, cut or repeated never raises", () => {
    const spoilt = fc
      .tuple(fc.constantFrom(...seeds), fc.nat(), fc.nat(), fc.uint8Array({ maxLength: 20 }), fc.boolean())
      .map(([seed, from, length, insert, twice]) => {
        const start = from % seed.length;
        const rest = seed.subarray(start + (length % 40));
        return Buffer.concat([seed.subarray(0, start), insert, rest, ...(twice ? [rest] : [])]);
      });
    fc.assert(
      fc.property(spoilt, fc.constantFrom(parseList, parseDetail), (body, parse) => {
        parse(payload("list", body), without);
      }),
      { numRuns: 200 },
    );
  });

  it("a page nested a hundred thousand deep is refused by name", () => {
    const body = new TextEncoder().encode("<div>".repeat(100_000));
    expect(parseList(payload("list", body), without).problem?.reason).toBe("too-deep");
    expect(parseDetail(payload("detail", body), without).problem?.reason).toBe("too-deep");
  });
});
