import type { FastifyInstance, FastifyReply } from "fastify";
import { COUNTY, type Comment, type LabVideo, numberOf, videosOf } from "./douyin/payloads.ts";
import { LabTokens, type TokenAnswer } from "./douyin/tokens.ts";
import type { LabOptions, LabPlatform } from "./platform.ts";
import { faultHook, faultSwitch, startPlatform } from "./server.ts";

const CLIENT = { key: "awheartbridge0001", secret: "not-a-real-secret" };

/** Errors that a fault orders for every list. */
const ERRORS: Readonly<Record<string, { code: number; text: string }>> = {
  busy: { code: 28001005, text: "系统繁忙,此时请开发者稍候再试" },
  quota: { code: 28003017, text: "quota已用完" },
  "slow-down": { code: 28003018, text: "请求过于频繁" },
  "no-right": { code: 28001014, text: "应用未获得该能力" },
};

/** Cursors are int64 and opaque; this one makes every cursor pass 2^53 (sheet §1). */
const CURSOR_BASE = 9_107_199_254_740_993_000n;

/** The imitated platform with what a test may ask of it. */
export interface DouyinLab extends LabPlatform {
  readonly tokens: LabTokens;
}

type Query = Record<string, string>;

/**
 * Imitates Douyin's open platform (family `web`) as the county's own account sees it: token refresh and renewal, own
 * videos, comments, replies; errors with status 200, int64 cursors, numbers as strings, recommended order unless told.
 */
export async function startDouyin(options: LabOptions): Promise<DouyinLab> {
  const faults = faultSwitch(["empty", "field-missing", "token-expired", ...Object.keys(ERRORS)]);
  const now = options.now ?? (() => new Date());
  const tokens = new LabTokens(now);
  const { refreshToken } = tokens;

  const register = (app: FastifyInstance): void => {
    app.addHook("onRequest", faultHook(faults.current));
    const list = (path: string, most: number, items: (query: Query) => Record<string, unknown>[] | null) =>
      app.get<{ Querystring: Query }>(path, async (request, reply) => {
        const { query } = request;
        const fault = ERRORS[faults.current() ?? ""] ?? tokens.refuse(request.headers["access-token"]);
        if (fault !== null) return refuse(reply, now(), fault.code, fault.text);
        if (query.open_id !== COUNTY.openId) return refuse(reply, now(), 28001015, "access_token与open_id不匹配");
        const count = Number(query.count ?? 0);
        const all = items(query);
        if (all === null || !(count >= 1 && count <= most)) return refuse(reply, now(), 28001007, "参数不合法");
        const from = query.cursor === "0" ? 0 : Number(BigInt(query.cursor ?? "0") - CURSOR_BASE);
        const page = faults.current() === "empty" ? [] : all.slice(from, from + count);
        const shown = faults.current() === "field-missing" ? page.map(withoutIds) : page;
        const more = faults.current() !== "empty" && from + count < all.length;
        const cursor = `int64:${CURSOR_BASE + BigInt(from + count)}`;
        return send(reply, now(), { error_code: 0, description: "", cursor, has_more: more, list: shown });
      });
    const video = (query: Query): LabVideo | undefined =>
      videosOf(options.story).find((candidate) => candidate.itemId === query.item_id);
    list("/api/douyin/v1/video/video_list/", 20, () =>
      videosOf(options.story)
        .map(({ json }) => json)
        .reverse(),
    );
    list("/item/comment/list/", 20, (query) => {
      const found = video(query);
      if (found === undefined) return null;
      return pinnedFirst(
        ordered(
          found.comments.filter(({ parent }) => parent === null),
          query.sort_type,
        ),
        query.item_id,
      );
    });
    list("/item/comment/reply/list/", 20, (query) => {
      const parent = video(query)?.comments.find(({ id }) => id === query.comment_id);
      if (parent === undefined) return null;
      const replies = video(query)?.comments.filter((comment) => comment.parent === parent.id) ?? [];
      return ordered(replies, query.sort_type).map(({ json }) => json);
    });
    const token = (path: string, act: (form: Query) => TokenAnswer) =>
      app.post<{ Body: Query }>(path, async (request, reply) => {
        if (request.body.client_key !== CLIENT.key) return refuse(reply, now(), 10003, "client_key错误");
        const answer = act(request.body);
        if ("code" in answer) return refuse(reply, now(), answer.code, answer.text);
        return send(reply, now(), { ...answer.fields, open_id: COUNTY.openId, error_code: 0, description: "" });
      });
    token("/oauth/refresh_token/", (form) => tokens.refresh(form.refresh_token));
    token("/oauth/renew_refresh_token/", (form) => tokens.renew(form.refresh_token));
  };

  const server = await startPlatform({ name: "Douyin", register, port: options.port ?? 0 });
  return {
    connector: "douyin",
    origin: server.origin,
    story: options.story,
    tokens,
    fault(name) {
      faults.set(name);
      if (name === "token-expired") tokens.expire();
    },
    settings: () => ({
      baseUrl: server.origin,
      clientKey: CLIENT.key,
      clientSecret: CLIENT.secret,
      openId: COUNTY.openId,
      refreshToken,
      ...QUICK,
    }),
    stop: server.stop,
  };
}

/** Every poll reads everything, and the second miss counts, because the lab's citizens live fast. */
const QUICK = { sweepEvery: "0s", walkEvery: "0s", confirmWithdrawalAfter: "1s" };

function ordered(comments: readonly Comment[], sort: string | undefined): Comment[] {
  const key = ({ id, at }: Comment): number => {
    if (sort === "time") return -at.getTime();
    return sort === "time_asc" ? at.getTime() : -numberOf(id);
  };
  return [...comments].sort((one, other) => key(one) - key(other));
}

/** One comment is pinned, and stands first in any order. */
function pinnedFirst(comments: readonly Comment[], itemId = ""): Record<string, unknown>[] {
  const pinned = comments.find(({ id }) => numberOf(id + itemId) % 5 === 0);
  const rest = comments.filter((comment) => comment !== pinned);
  return [...(pinned ? [{ ...pinned.json, top: true }] : []), ...rest.map(({ json }) => json)];
}

function refuse(reply: FastifyReply, now: Date, code: number, text: string): unknown {
  return send(reply, now, { error_code: code, description: text }, code, text);
}

/** Every answer has status 200, and its code twice; JSON numbers may be longer than a JavaScript number. */
function send(reply: FastifyReply, now: Date, data: Record<string, unknown>, code = 0, text = ""): unknown {
  const log = { [code === 0 ? "logid" : "log_id"]: "202603160912440101980000000000000A" };
  const extra = {
    error_code: code,
    description: text,
    sub_error_code: 0,
    sub_description: "",
    ...log,
    now: now.getTime(),
  };
  const body = JSON.stringify({ data, extra, message: code === 0 ? "success" : "error" });
  return reply.type("application/json; charset=utf-8").send(body.replace(/"int64:(\d+)"/g, "$1"));
}

function withoutIds({
  comment_id: _comment,
  item_id: _item,
  ...rest
}: Record<string, unknown>): Record<string, unknown> {
  return rest;
}
