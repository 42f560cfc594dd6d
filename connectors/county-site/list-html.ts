import type { CheerioAPI } from "cheerio";
import { pageSign } from "../../src/connector/page-sign.ts";
import { absolute, fill, idInAddress } from "./address.ts";
import type { BrowserLayout, TableLayout } from "./layout.ts";
import { type ListPage, noList, type Row } from "./list.ts";
import { type Nodes, pick, textOf } from "./select.ts";

/** What sites write in place of an empty list: platform sheet §6, last row, and assumed variants. */
const NOTHING = /没有找到|暂无|没有符合|共\s*0\s*[条封件]/;

/**
 * Reads a list page, static or as a script drew it.
 * @param base the page's address, for relative links
 */
export function readHtmlList($: CheerioAPI, layout: TableLayout | BrowserLayout, base: string | null): ListPage {
  const found = $(layout.list.rows);
  if (found.length === 0) return noRows($, layout);
  const rows: Row[] = [];
  let notices = withoutLetter(found);
  for (const element of found.toArray()) {
    const row = readRow($(element), layout, base);
    if (row === null) notices++;
    else rows.push(row);
  }
  return { rows, notices, total: declaredTotal($), pages: pageCount($, layout), dropped: [], problem: null };
}

/** @returns null for a row without a letter's id */
function readRow(element: Nodes, layout: TableLayout | BrowserLayout, base: string | null): Row | null {
  const { list } = layout;
  const href = layout.layout === "table-gbk" ? pick(element, layout.list.link) : null;
  const id = layout.layout === "table-gbk" ? idInAddress(list.id, href ?? "") : pick(element, list.id);
  if (id === null) return null;
  return {
    id,
    title: pick(element, list.title),
    url: absolute(layout.layout === "browser" ? fill(layout.detail.path, { id }) : (href ?? ""), base),
    status: pick(element, list.status),
    kind: pick(element, list.kind),
    date: pick(element, list.date),
    letter: null,
  };
}

/** Rows beside the letters that link somewhere else. */
function withoutLetter(rows: Nodes): number {
  const letters = new Set(rows.toArray());
  const others = rows.first().parent().children().has("a").toArray();
  return others.filter((element) => !letters.has(element)).length;
}

function pageCount($: CheerioAPI, layout: TableLayout | BrowserLayout): number | null {
  if (layout.layout === "browser") return null;
  const last = new RegExp(layout.list.last).exec(textOf($("body")))?.[1];
  return last === undefined ? null : Number(last);
}

/** How many letters the page says there are. */
function declaredTotal($: CheerioAPI): number | null {
  const text = $("[data-total]").first().attr("data-total") || /共\s*(\d+)\s*[条封件]/.exec(textOf($("body")))?.[1];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

/** Nothing where letters are expected: an empty list, another preset's page, or a page that was laid out anew. */
function noRows($: CheerioAPI, layout: TableLayout | BrowserLayout): ListPage {
  const text = textOf($("body"));
  const total = declaredTotal($);
  if (total !== null && total > 0) {
    return noList("empty-list", `the page counts ${total} letters and shows none: ${hint(layout)}`);
  }
  if (/正在加载|加载中/.test(text))
    return noList("empty-list", `the page says 正在加载 and shows none: ${hint(layout)}`);
  if (total === 0 || NOTHING.test(text))
    return { rows: [], notices: 0, total: 0, pages: 0, dropped: [], problem: null };
  const sign = pageSign($.html());
  if (sign !== null) return noList(sign.reason, sign.message);
  return noList("layout", `no row matches list.rows ${layout.list.rows}: the page was moved or laid out anew`);
}

function hint(layout: TableLayout | BrowserLayout): string {
  return layout.layout === "browser"
    ? `compare list.rows ${layout.list.rows} with the archived page`
    : 'a script draws the list; try the setting layout: "browser"';
}
