import type { FastifyInstance } from "fastify";
import type { Story, StoryPost } from "../story.ts";
import { escapeHtml, paddedTime, pageNumber, pageOf, STATUS, shown } from "./words.ts";

interface ListQuery {
  method?: string;
  siteId?: string;
  appId?: string;
  pageIndex?: string;
  pageSize?: string;
}

/** A list as JSON after 拓尔思 IGI, details as HTML: platform sheet §3b. */
export function jsonHtmlRoutes(
  app: FastifyInstance,
  story: Story,
  fault: () => string | null,
  origin: () => string,
): void {
  app.get<{ Querystring: ListQuery }>("/IGI/nbhd/openGovmsgbox.do", (request, reply) => {
    const { method, siteId, appId, pageIndex, pageSize } = request.query;
    if (method !== "listGovmsgboxs" || siteId !== "26" || appId !== "7") {
      return reply.send({ statusCode: 500, message: "参数错误", datas: null });
    }
    const letters = shown(story);
    const number = fault() === "endless-paging" ? 1 : pageNumber(pageIndex);
    const rows = fault() === "empty" ? [] : pageOf(letters, number, Number(pageSize ?? 15));
    const data = rows.map((post) => row(post, letters.indexOf(post), fault(), origin()));
    return reply.send({
      statusCode: 200,
      message: "ok",
      datas: { total: letters.length, pageIndex: number, pageSize: Number(pageSize ?? 15), data },
    });
  });
  app.get<{ Params: { file: string } }>("/hdjl/xzxx/:month/:file", (request, reply) => {
    const id = /_(\w+)\.html$/.exec(request.params.file)?.[1];
    const post = shown(story).find((candidate) => candidate.id === id);
    const html = reply.type("text/html; charset=utf-8");
    if (post === undefined || fault() === "detail-missing") return html.code(404).send("<h1>404</h1>");
    return html.send(detail(post, fault() === "field-missing"));
  });
}

/** Links come as JSON text, plain, or without scheme; some letters stand whole in the list and have no page. */
function row(post: StoryPost, index: number, fault: string | null, origin: string): Record<string, unknown> {
  const day = paddedTime(post.postedAt).slice(0, 10).replaceAll("-", "");
  const path = `/hdjl/xzxx/${day.slice(0, 6)}/t${day}_${post.id}.html`;
  const forms = [JSON.stringify([{ PUBLISHURL: path }]), path, origin.replace("http:", "") + path, ""];
  // By the id, not by the place in the list: a letter's form stays when newer letters push it down.
  const form = fault === "unpublished" && index === 0 ? "" : (forms[post.id.charCodeAt(0) % 4] ?? path);
  const last = post.replies.at(-1);
  const whole =
    form === "" && fault !== "unpublished"
      ? { CONTENT: paragraphs(post.text), REPLYS: post.replies.map((reply) => ({ CONTENT: paragraphs(reply.text) })) }
      : {};
  return {
    METADATAID: post.id,
    TITLE: post.title,
    TYPENAME: post.kind,
    STATUSNAME: STATUS[post.status],
    SUBMITTIME: post.postedAt.getTime(),
    REPLYTIME: last?.at.getTime() ?? null,
    DEPTNAME: last?.by ?? "",
    PUBLISHURL: form,
    ...whole,
  };
}

function detail(post: StoryPost, renamed: boolean): string {
  const replies = post.replies.map(
    (reply, index) =>
      `<div class="xj-reply${index > 0 ? " more" : ""}"><p class="by">${index > 0 ? "追加" : ""}回复单位：${escapeHtml(reply.by)}　回复时间：${paddedTime(reply.at)}</p><div class="txt">${paragraphs(reply.text)}</div></div>`,
  );
  return `<!doctype html><html><head><meta charset="utf-8"><title>${escapeHtml(post.title)}</title></head><body>
<div class="xj-detail"><h1 class="xj-title">${escapeHtml(post.title)}</h1>
<ul class="xj-meta"><li><b>来信人：</b>${escapeHtml(post.author.name)}</li><li><b>${renamed ? "登记" : "来信时间"}：</b>${paddedTime(post.postedAt)}</li><li><b>受理编号：</b>${post.id.slice(-8)}</li><li><b>办理情况：</b>${STATUS[post.status]}</li></ul>
<div class="xj-content">${paragraphs(post.text)}</div>
${replies.join("\n")}</div></body></html>`;
}

function paragraphs(text: string): string {
  return escapeHtml(text)
    .split("\n")
    .map((line) => `<p>${line}</p>`)
    .join("");
}
