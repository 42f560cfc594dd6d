import type { FastifyInstance } from "fastify";
import type { Story, StoryPost } from "../story.ts";
import { escapeHtml, paddedTime, pageNumber, pageOf, STATUS, shortDate, shown } from "./words.ts";

const SIZE = 10;

/** Shells that a script fills after 100–300 ms: platform sheet §3c. The script's own calls answer with finished HTML. */
export function browserRoutes(app: FastifyInstance, story: Story, fault: () => string | null): void {
  app.get("/hdjl/xzxx/index.shtml", (_request, reply) => reply.type("text/html; charset=utf-8").send(LIST));
  app.get("/hdjl/xzxx/detail.shtml", (_request, reply) => reply.type("text/html; charset=utf-8").send(DETAIL));
  app.get<{ Querystring: { page?: string } }>("/hdjl/part/list", (request) => {
    const letters = fault() === "empty" ? [] : shown(story);
    const number = fault() === "endless-paging" ? 1 : pageNumber(request.query.page);
    const rows = pageOf(letters, number, SIZE);
    return { rows: rows.map(row).join(""), total: shown(story).length, last: number * SIZE >= letters.length };
  });
  app.get<{ Querystring: { id?: string } }>("/hdjl/part/letter", (request) => {
    const post = shown(story).find((candidate) => candidate.id === request.query.id);
    const missing = post === undefined || fault() === "detail-missing";
    return { html: missing ? '<p class="empty">信件不存在</p>' : detail(post, fault() === "field-missing") };
  });
}

const LIST = `<!doctype html><html><head><meta charset="utf-8"><title>县长信箱</title></head><body>
<div id="letterApp"></div><ul class="letter-list" data-total="">正在加载</ul><a class="next" href="javascript:;">下一页</a>
<script>
let page = 1;
const list = document.querySelector(".letter-list");
const next = document.querySelector(".next");
async function draw() {
  const part = await (await fetch("/hdjl/part/list?page=" + page)).json();
  setTimeout(() => {
    list.dataset.total = part.total;
    list.innerHTML = part.rows || '<li class="empty">暂无信件</li>';
    next.classList.toggle("disabled", part.last);
    list.querySelectorAll("li[data-id] a").forEach((link) => link.addEventListener("click", () => {
      location.href = "/hdjl/xzxx/detail.shtml?id=" + link.parentElement.dataset.id;
    }));
  }, 100 + Math.random() * 200);
}
next.addEventListener("click", () => { if (!next.classList.contains("disabled")) { page++; draw(); } });
draw();
</script></body></html>`;

const DETAIL = `<!doctype html><html><head><meta charset="utf-8"><title>信件</title></head><body><div class="letter-detail"></div>
<script>
fetch("/hdjl/part/letter" + location.search).then((answer) => answer.json()).then((part) => {
  setTimeout(() => { document.querySelector(".letter-detail").innerHTML = part.html; }, 100 + Math.random() * 200);
});
</script></body></html>`;

function row(post: StoryPost): string {
  return `<li data-id="${post.id}"><i class="st">${STATUS[post.status]}</i><a href="javascript:;">${escapeHtml(post.title)}</a><em>${post.kind}</em><span>${shortDate(post.postedAt)}</span></li>`;
}

function detail(post: StoryPost, renamed: boolean): string {
  const pairs: [label: string, value: string][] = [
    ["信件标题", post.title],
    ["来 信 人", post.author.name],
    ["信件编号", post.id.slice(-8)],
    [renamed ? "登记" : "来信时间", paddedTime(post.postedAt)],
    ["信件类型", post.kind],
    ["信件内容", post.text],
    ["办理状态", STATUS[post.status]],
  ];
  const replies = post.replies.map(
    (reply) =>
      `<div class="reply-item"><b class="unit">${escapeHtml(reply.by)}</b><em class="time">${paddedTime(reply.at)}</em><div class="txt">${html(reply.text)}</div></div>`,
  );
  return `<dl>${pairs.map(([label, value]) => `<dt>${label}</dt><dd>${html(value)}</dd>`).join("")}</dl>${replies.join("")}`;
}

function html(text: string): string {
  return escapeHtml(text).split("\n").join("<br>");
}
