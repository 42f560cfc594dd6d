import type { FastifyInstance } from "fastify";
import type { LabOptions, LabPlatform } from "./platform.ts";
import { faultHook, faultSwitch, startPlatform } from "./server.ts";
import type { StoryPost } from "./story.ts";

const AREA = { area_id: "431226", city_id: "431200" };
const FAULTS = ["empty", "field-missing", "refused", "stuck"];
const FIELDS: Readonly<Record<string, string>> = {
  城建: "城市建设",
  交通: "交通出行",
  环保: "环境保护",
  医疗: "医疗卫生",
  就业: "劳动社保",
};
const BEIJING = 8 * 3_600_000;

interface Asked {
  page?: unknown;
  page_num?: unknown;
  is_reply?: unknown;
  area_id?: unknown;
}

/**
 * Imitates 红网's interface from its platform sheet, with what is wrong there: status as text, ids as numbers, a sticky
 * notice on page 1, a state list that ignores its filter, HTML with entities and hidden spans, a lawyer's answer,
 * bystanders' comments.
 */
export async function startRednet(options: LabOptions): Promise<LabPlatform> {
  const { story } = options;
  const fault = faultSwitch(FAULTS);
  const standing = (): StoryPost[] => story.posts().filter((post) => !post.withdrawn);

  const index = (asked: Asked) => {
    if (fault.current() === "refused") return { status: "0", message: "参数错误", data: null };
    if (fault.current() === "empty" || String(asked.area_id) !== AREA.area_id) return rows([], 0);
    const wanted = String(asked.is_reply ?? "");
    const all = standing().filter((post) => wanted === "" || wanted === "3" || stateOf(post) === Number(wanted));
    const list =
      wanted === "3" ? all.filter((post) => post.replies.length > 0).sort((a, b) => lastReply(b) - lastReply(a)) : all;
    const size = Number(asked.page_num ?? 20);
    const page = fault.current() === "stuck" ? 1 : Number(asked.page ?? 1);
    const shown = list
      .slice((page - 1) * size, page * size)
      .map((post) => row(post, fault.current() === "field-missing"));
    return rows(page === 1 && wanted === "" ? [NOTICE, ...shown] : shown, list.length);
  };

  const register = (app: FastifyInstance): void => {
    app.addHook("onRequest", faultHook(fault.current));
    app.post("/front/msg/index", async (request) => index(request.body as Asked));
    app.get("/front/common/areas", async () => ({
      status: "1",
      data: [
        {
          id: "431200",
          name: "怀化市",
          children: [
            { id: "431224", name: "溆浦县" },
            { id: "431226", name: "麻阳县" },
          ],
        },
      ],
    }));
    app.get("/front/msg/detail", async (request) => {
      const { id } = request.query as { id?: string };
      const post = standing().find((candidate) => candidate.id === id);
      if (post === undefined) return { status: "0", message: "该留言不存在或已删除", data: [] };
      return { status: "1", message: "success", data: detail(post) };
    });
  };

  const server = await startPlatform({ name: "rednet", register, port: options.port ?? 0 });
  return {
    connector: "rednet",
    story,
    ...server,
    fault: fault.set,
    settings: () => ({
      baseUrl: server.origin,
      pageUrl: server.origin,
      area: "麻阳",
      walkEvery: "0s",
      revisitAfter: "1m",
      confirmWithdrawalAfter: "2s",
    }),
  };
}

/** A sticky notice of the editors: old, of no county, on page 1. */
const NOTICE = {
  id: 4_698_102,
  title: "【置顶】关于规范留言的公告",
  created_at: "2025-11-03 09:00:00",
  type_name: "公告",
  nickname: "红网编辑",
  city_id: "0",
  area_id: "0",
  is_reply: 1,
  is_top: 1,
  reply_name: null,
  reply_time: null,
  click_num: 20_431,
};

function rows(list: unknown[], total: number) {
  return { status: "1", message: "success", data: { total, rows: list } };
}

function row(post: StoryPost, fieldMissing: boolean) {
  const last = post.replies.at(-1);
  return {
    id: Number(post.id),
    title: post.title,
    [fieldMissing ? "create_time" : "created_at"]: beijing(post.postedAt),
    type_name: post.kind,
    nickname: post.author.name,
    ...AREA,
    is_reply: stateOf(post),
    reply_name: last?.by ?? null,
    reply_time: last === undefined ? null : beijing(last.at),
    click_num: post.text.length * 3,
  };
}

function detail(post: StoryPost) {
  const answers = post.replies.map((reply) => ({
    id: Number(reply.id),
    name: reply.by,
    reply_time: beijing(reply.at),
    content: `<p>${reply.text}</p>`,
  }));
  const lawyer = { id: 77, name: "王律师", reply_time: null, content: "<p>建议保留证据，依法维权。</p>" };
  return {
    id: Number(post.id),
    title: post.title,
    created_at: beijing(post.postedAt),
    type_name: post.kind,
    cate_name: FIELDS[post.field] ?? post.field,
    nickname: post.author.name,
    city_name: "怀化市",
    area_name: "麻阳县",
    is_reply: stateOf(post),
    content: html(post),
    images: Number(post.id) % 5 === 0 ? ["/upload/2026/03/02/a1.jpg"] : [],
    reply: Number(post.id) % 6 === 0 ? [...answers, lawyer] : answers,
    comment: [{ nickname: "路人", created_at: beijing(post.postedAt), content: "同感" }],
  };
}

/** The site's editor wraps sentences into paragraphs and guards them against copying. */
function html(post: StoryPost): string {
  const sentences = post.text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .split(/(?<=。)/);
  const paragraphs = sentences.filter((sentence) => sentence !== "").map((sentence) => `<p>&nbsp;${sentence}</p>`);
  const guard = `<span style="display:none">copy-${post.id.slice(-4)}</span>`;
  return `<div>\n${paragraphs.join("\n")}${guard}\n</div>`;
}

function stateOf(post: StoryPost): number {
  return { awaiting: 0, in_progress: 2, replied: 1, closed: 1 }[post.status];
}

function lastReply(post: StoryPost): number {
  return post.replies.at(-1)?.at.getTime() ?? 0;
}

function beijing(date: Date): string {
  return new Date(date.getTime() + BEIJING).toISOString().slice(0, 19).replace("T", " ");
}
