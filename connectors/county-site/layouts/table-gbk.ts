import type { TableLayout } from "../layout.ts";

/**
 * Static pages in GBK: platform sheet §3a, after public code that reads mailboxes of other counties (§2, last row). Every
 * selector is a preset to be confirmed by `check`: no mailbox page of www.mayang.gov.cn was seen.
 * The id takes letters too, because redesigned sites keep the parameter and change its form.
 */
export const tableGbk: TableLayout = {
  layout: "table-gbk",
  charset: "gb18030",
  list: {
    path: "/zmhd/letters.asp?page={n}",
    first: 1,
    rows: "table.letters tr:has(a[href*='show.asp'])",
    link: "a@href",
    id: "[?&]id=(\\w+)",
    title: "a@title | a",
    status: "td:nth-child(1)",
    kind: "td:nth-child(3)",
    date: "td:nth-child(4)",
    last: "第 ?\\d+/(\\d+) ?页",
  },
  detail: {
    table: "table.letter",
    pairs: "th + td",
    repeat: ["回复单位", "回复时间", "回复内容"],
    labels: {
      信件标题: "title",
      来信人: "author",
      信件编号: "number",
      来信时间: "postedAt",
      信件类型: "platformKind",
      信件内容: "text",
      办理状态: "status",
      满意度: "evaluation",
    },
  },
  mandatory: ["title", "postedAt", "text"],
};
