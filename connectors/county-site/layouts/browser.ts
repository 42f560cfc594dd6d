import type { BrowserLayout } from "../layout.ts";

/**
 * A list and details drawn by a script: platform sheet §3c, assumed throughout. `detail.gone` and `detail.title` are not
 * on the sheet: the first tells a removed letter from a page that was laid out anew, the second serves pages that show
 * the title as a heading.
 */
export const browser: BrowserLayout = {
  layout: "browser",
  ready: ".letter-list li[data-id], .letter-list .empty",
  readySeconds: 10,
  list: {
    rows: ".letter-list li[data-id]",
    id: "@data-id",
    title: "a",
    status: "i",
    kind: "em",
    date: "span",
    next: ".next:not(.disabled)",
    settle: { selector: ".letter-list li[data-id]", attribute: "data-id" },
  },
  detail: {
    path: "/hdjl/xzxx/detail.shtml?id={id}",
    id: "[?&]id=(\\w+)",
    ready: ".letter-detail dd",
    gone: ".letter-detail .empty",
    root: ".letter-detail",
    title: "h1",
    pairs: "dl > dt + dd",
    replies: ".reply-item",
    reply: { by: ".unit", at: ".time", text: ".txt" },
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
