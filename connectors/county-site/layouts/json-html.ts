import type { JsonLayout } from "../layout.ts";

/**
 * The mailbox list of 拓尔思 IGI as JSON, details as HTML: platform sheet §3b. Seen in public code: METADATAID, TITLE,
 * CONTENT, SUBMITTIME, REPLYTIME, REPLYS, PUBLISHURL and the envelope; assumed: TYPENAME, STATUSNAME, DEPTNAME and the
 * detail page.
 */
export const jsonHtml: JsonLayout = {
  layout: "json-html",
  list: {
    path: "/IGI/nbhd/openGovmsgbox.do?method=listGovmsgboxs&siteId={siteId}&appId={appId}&pageIndex={n}&pageSize=15&order=1&orderBy=submitTime_desc",
    first: 1,
    ok: "statusCode == 200",
    rows: "datas.data",
    total: "datas.total",
    id: "METADATAID",
    title: "TITLE",
    kind: "TYPENAME",
    status: "STATUSNAME",
    office: "DEPTNAME",
    postedAt: "SUBMITTIME ms",
    repliedAt: "REPLYTIME ms",
    link: "PUBLISHURL plain or JSON text",
    text: "CONTENT",
    replies: "REPLYS",
  },
  detail: {
    id: "_(\\w+)\\.s?html?(?:[?#]|$)",
    root: ".xj-detail",
    title: ".xj-title",
    text: ".xj-content",
    labels: ".xj-meta li",
    replies: ".xj-reply",
    reply: { line: ".by", text: ".txt", by: "回复单位：(.+?)\\s", at: "回复时间：(.+)$" },
  },
  mandatory: ["title", "postedAt", "text"],
};
