import type { FastifyInstance, FastifyReply } from "fastify";
import iconv from "iconv-lite";
import type { Story, StoryPost } from "../story.ts";
import { escapeHtml, pageNumber, pageOf, plainDate, plainTime, STATUS, shown } from "./words.ts";

const SIZE = 10;

/** Static pages in GBK with a meta of gb2312 and no charset in the header: platform sheet §3a. */
export function tableGbkRoutes(app: FastifyInstance, story: Story, fault: () => string | null): void {
  app.get<{ Querystring: { page?: string } }>("/zmhd/letters.asp", (request, reply) => {
    if (fault() === "moved")
      return send(reply, document("首页", "<ul><li><a href='/news/1.htm'>要闻</a></li></ul>"), fault);
    if (fault() === "script-drawn") return send(reply, document("县长信箱", "<div id='app'>正在加载…</div>"), fault);
    const number = fault() === "endless-paging" ? 1 : pageNumber(request.query.page);
    return send(reply, list(shown(story), number, fault()), fault);
  });
  app.get<{ Querystring: { id?: string } }>("/zmhd/show.asp", (request, reply) => {
    const post = shown(story).find((candidate) => candidate.id === request.query.id);
    if (post === undefined || fault() === "detail-missing") {
      return send(reply.code(404), document("出错了", "您访问的信件不存在"), fault);
    }
    return send(reply, detail(post, fault() === "field-missing"), fault);
  });
}

function send(reply: FastifyReply, html: string, fault: () => string | null): FastifyReply {
  const type = fault() === "wrong-charset" ? "text/html; charset=utf-8" : "text/html";
  return reply.header("content-type", type).send(iconv.encode(html, "gb18030"));
}

function document(title: string, body: string): string {
  return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>${title}</title></head><body>${body}</body></html>`;
}

/** Sticky notices head every page, titles end in dots whether cut or not, and the whole title is an attribute. */
function list(letters: readonly StoryPost[], number: number, fault: string | null): string {
  const pages = Math.max(1, Math.ceil(letters.length / SIZE));
  const rows = fault === "empty" ? [] : pageOf(letters, number, SIZE);
  const notice = `<tr class="top"><td></td><td><a href="notice.asp?id=3">【须知】写信须知</a></td><td></td><td>2024-1-5</td></tr>`;
  const lines = rows.map(
    (post) =>
      `<tr><td><font color="red">${STATUS[post.status]}</font></td><td>·<a href="show.asp?id=${post.id}" title="${escapeHtml(post.title)}">${escapeHtml(post.title.slice(0, 14))}...</a></td><td>${post.kind}</td><td>${plainDate(post.postedAt)}</td></tr>`,
  );
  const next = number < pages ? ` <a href="letters.asp?page=${number + 1}">下一页</a>` : "";
  return document(
    "县长信箱",
    `<table class="letters"><tr class="head"><td>状态</td><td>信件标题</td><td>类型</td><td>来信日期</td></tr>${notice}${lines.join("\n")}</table><div class="pages">共 ${letters.length} 条，当前第 ${number}/${pages} 页${next}</div>`,
  );
}

/** Labels with spaces, a copy guard within the text, the chief's note between letter and reply. */
function detail(post: StoryPost, renamed: boolean): string {
  const paragraphs = escapeHtml(post.text).split("\n").join("<br>");
  const replies = post.replies.map(
    (reply) =>
      `<tr class="r"><th>回复单位</th><td>${escapeHtml(reply.by)}</td><th>回复时间</th><td>${plainTime(reply.at)}</td></tr><tr class="r"><th>回复内容</th><td colspan="3">${escapeHtml(reply.text).split("\n").join("<br>")}</td></tr>`,
  );
  const note =
    post.replies.length > 0 ? `<tr><th>领导批示</th><td colspan="3">请${escapeHtml(post.office)}阅办</td></tr>` : "";
  const evaluation = post.status === "closed" ? "<th>满意度</th><td>基本满意</td>" : "";
  return document(
    escapeHtml(post.title),
    `<table class="letter"><tr><th>信件标题</th><td colspan="3">${escapeHtml(post.title)}</td></tr>
<tr><th>来 信 人</th><td>${escapeHtml(post.author.name)}</td><th>信件编号</th><td>MY${post.id.slice(-8)}</td></tr>
<tr><th>${renamed ? "登记" : "来信时间"}</th><td>${plainTime(post.postedAt)}</td><th>信件类型：</th><td>${post.kind}</td></tr>
<tr><th>信件内容</th><td colspan="3"><p>&nbsp;&nbsp;${paragraphs}</p><span style="display:none">x${post.id.slice(0, 2)}</span></td></tr>
${note}${replies.join("\n")}<tr><th>办理状态</th><td>${STATUS[post.status]}</td>${evaluation}</tr></table>`,
  );
}
