import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { LabOptions, LabPlatform } from "./platform.ts";
import { faultHook, faultSwitch, startPlatform } from "./server.ts";
import type { StoryPost } from "./story.ts";

/** Invented credentials: the real site's are neither here nor anywhere in the project. */
const KEYS = { appCode: "lab-app-code", signKey: "lab0sign0key0012" };
const FORUM = "4711";
const ROWS = 10;

const STATES = { awaiting: "待回复", in_progress: "办理中", replied: "已办理", closed: "已办结" };
const TYPES = {
  投诉: [2, "投诉/求助"],
  求助: [2, "投诉/求助"],
  咨询: [1, "咨询"],
  建言: [5, "建言"],
  感谢: [9, "感谢"],
} as const;
const FAULTS = ["empty", "field-missing", "refused", "stuck"];

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/**
 * Imitates the leaders' message board from its platform sheet: unsigned lists (F1, F2) with texts cut at 100 characters,
 * the signed detail (V1D) with entries in any order. Some threads wait for their editor, and then show below newer ones.
 * @param options.approvalSeconds how long one thread in nine waits; 60 unless told
 */
export async function startProvincialBoard(options: LabOptions & { approvalSeconds?: number }): Promise<LabPlatform> {
  const { story, approvalSeconds = 60 } = options;
  const approvedAt = (post: StoryPost) => seconds(post.postedAt) + (Number(post.id) % 9 === 0 ? approvalSeconds : 0);
  const now = options.now ?? (() => new Date());
  const fault = faultSwitch(FAULTS);
  const shown = (): StoryPost[] =>
    story.posts().filter((post) => !post.withdrawn && seconds(now()) >= approvedAt(post));

  const list = (form: Record<string, string>) => {
    if (fault.current() === "refused")
      return { result: "fail", success: false, resultDesc: "系统繁忙", responseData: null };
    if (form.fid !== FORUM || fault.current() === "empty") return success([]);
    const after = fault.current() === "stuck" ? "0" : (form.lastItem ?? "0");
    const rows = shown().sort((a, b) => Number(b.id) - Number(a.id));
    const from = after === "0" || after === "" ? rows : rows.filter((post) => Number(post.id) < Number(after));
    return success(from.slice(0, ROWS).map((post) => row(post, approvedAt(post), fault.current() === "field-missing")));
  };

  const register = (app: FastifyInstance): void => {
    app.addHook("onRequest", faultHook(fault.current));
    for (const path of ["/threads/queryThreadsList", "/pro-dfbbs-front/threads/queryThreadsList"]) {
      app.post(path, async (request) => list(request.body as Record<string, string>));
    }
    app.post("/v1/threads/content", async (request) => {
      const { appCode, token, param, signature } = request.body as Record<string, string>;
      const expected = createHash("md5").update(`${request.url}${param}${KEYS.signKey}${token}`).digest("hex");
      if (appCode !== KEYS.appCode || signature !== expected) return { code: "SN0006", msg: "数据格式错误" };
      const tid = String((JSON.parse(param ?? "{}") as { tid?: unknown }).tid);
      const post = shown().find((candidate) => candidate.id === tid);
      return { code: 0, msg: "ok", resultData: post === undefined ? null : { contentList: entries(post) } };
    });
  };

  const server = await startPlatform({ name: "provincial board", register, port: options.port ?? 0 });
  return {
    connector: "provincial-board",
    story,
    ...server,
    fault: fault.set,
    settings: () => ({
      baseUrl: server.origin,
      forumId: FORUM,
      detail: "api",
      ...KEYS,
      walkEvery: "0s",
      revisitAfter: "1m",
      confirmWithdrawalAfter: "2s",
    }),
  };
}

function success(responseData: unknown[]) {
  return { result: "success", success: true, resultDesc: null, responseData };
}

function masked(name: string): string {
  return `${[...name][0] ?? "网"}***`;
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length > 100 ? `${characters.slice(0, 100).join("")}...` : text;
}

/** A row of F1 and F2; wrong as the real ones are: cut texts, addresses of writers, numbers for ids. */
function row(post: StoryPost, approvedAt: number, fieldMissing: boolean) {
  const last = post.replies.at(-1);
  const [typeId, typeName] = TYPES[post.kind];
  return {
    tid: Number(post.id),
    userId: Number(post.author.id),
    fid: Number(FORUM),
    typeId,
    nickName: masked(post.author.name),
    subject: post.title,
    content: cut(post.text),
    [fieldMissing ? "writtenTime" : "dateline"]: seconds(post.postedAt),
    threadsCheckTime: approvedAt,
    ip: "10.0.0.*",
    from: " 湖南省 怀化市",
    sourceName: "PC浏览器",
    stateInfo: STATES[post.status],
    processInfo: post.status === "awaiting" ? "未交办" : "已交办",
    typeName,
    domainName: post.field,
    forumName: "麻阳县委书记",
    answerId: last === undefined ? null : Number(last.id),
    answerContent: last === undefined ? null : cut(last.text),
    answerDateline: last === undefined ? null : seconds(last.at),
    answerOrganization: last?.by ?? null,
    grade: post.status === "closed" ? 4.3 : null,
    gradeLevel: post.status === "closed" ? 4 : null,
    gradeManner: post.status === "closed" ? 5 : null,
    gradeSpeed: post.status === "closed" ? 4 : null,
    favNum: post.text.length % 7,
    hasReported: 0,
  };
}

/** A thread's entries; the citizen's stands first or last, as it happens. */
function entries(post: StoryPost) {
  const letter = {
    dataType: 1,
    tid: Number(post.id),
    nickName: masked(post.author.name),
    subject: post.title,
    content: post.text.replace("。", "。\r\n"),
    stateInfo: STATES[post.status],
    dateline: seconds(post.postedAt),
    tags: [post.field],
  };
  const answers = post.replies.map((reply) => ({
    dataType: 4,
    organization: reply.by,
    content: reply.text,
    dateline: seconds(reply.at),
  }));
  return Number(post.id) % 2 === 0 ? [letter, ...answers] : [...answers.reverse(), letter];
}
