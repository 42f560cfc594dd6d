import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { LabOptions, LabPlatform } from "./platform.ts";
import { faultHook, faultSwitch, startPlatform } from "./server.ts";
import { listsOf, pageOf } from "./weibo/lists.ts";
import { COUNTY } from "./weibo/payloads.ts";

const TOKEN = "2.00example-token-of-the-lab";
/** Requests a day for the account: more than the real 100, because the lab's days are short. */
const DAILY = 20_000;

/** Errors that a fault orders: code, words, and the interfaces that answer so. */
const ERRORS: Readonly<Record<string, { code: number; error: string; path: RegExp }>> = {
  "account-limit": { code: 10023, error: "User requests out of rate limit!", path: /^\/2\/(statuses|comments)\// },
  "interface-refused": { code: 10014, error: "Insufficient app permissions!", path: /^\/2\/comments\/timeline/ },
  "token-expired": { code: 21327, error: "expired_token", path: /^\// },
  busy: { code: 10009, error: "Too many pending tasks, system is busy!", path: /^\/2\/(statuses|comments)\// },
};

/**
 * Imitates Weibo's open API v2 as the county's own account sees it: mentions, comments, the account's answers, unread
 * counters that cost nothing, long texts that are cut in lists, error bodies with status 403, ids beside their numbers.
 */
export async function startWeibo(options: LabOptions): Promise<LabPlatform> {
  const faults = faultSwitch(["empty", "field-missing", ...Object.keys(ERRORS)]);
  const lists = listsOf(options.story);
  const now = options.now ?? (() => new Date());
  let asked = 0;

  const refuse = (reply: FastifyReply, request: FastifyRequest, code: number, error: string) =>
    reply.code(403).send({ error, error_code: code, request: path(request) });

  const register = (app: FastifyInstance): void => {
    app.addHook("onRequest", faultHook(faults.current));
    app.addHook("onRequest", async (request, reply) => {
      const fault = ERRORS[faults.current() ?? ""];
      if (fault?.path.test(path(request))) return refuse(reply, request, fault.code, fault.error);
      const mayAsk = request.headers.authorization === `OAuth2 ${TOKEN}`;
      if (path(request).startsWith("/2/") && !mayAsk) return refuse(reply, request, 21332, "invalid_access_token");
      if (/^\/2\/(statuses|comments)\//.test(path(request)) && ++asked > DAILY) {
        return refuse(reply, request, 10023, "User requests out of rate limit!");
      }
      return undefined;
    });
    const list = (url: string, key: "statuses" | "comments", items: () => Parameters<typeof pageOf>[0]) =>
      app.get<{ Querystring: Record<string, string> }>(url, async (request) => {
        const page = faults.current() === "empty" ? [] : pageOf(items(), request.query);
        const shown = faults.current() === "field-missing" ? page.map(withoutTime) : page;
        return { [key]: shown, hasvisible: false, previous_cursor: 0, next_cursor: 0, total_number: items().length };
      });
    list("/2/statuses/mentions.json", "statuses", lists.mentions);
    list("/2/comments/mentions.json", "comments", lists.commentMentions);
    list("/2/comments/timeline.json", "comments", lists.timeline);
    app.get<{ Querystring: { cids?: string } }>("/2/comments/show_batch.json", async (request, reply) => {
      const ids = (request.query.cids ?? "").split(",");
      if (ids.length > 50) return refuse(reply, request, 10008, "Param error, see doc for more info.");
      return ids.map((id) => lists.comment(id)).filter((comment) => comment !== null);
    });
    app.get<{ Querystring: { id?: string } }>("/2/statuses/show.json", async (request, reply) => {
      return lists.status(request.query.id ?? "") ?? refuse(reply, request, 20101, "Target weibo does not exist!");
    });
    app.get("/2/remind/unread_count.json", async () => lists.counters());
    app.get("/2/account/rate_limit_status.json", async () => ({
      ip_limit: 15_000,
      limit_time_unit: "DAYS",
      remaining_ip_hits: 15_000,
      remaining_user_hits: Math.max(0, DAILY - asked),
      reset_time_in_seconds: 86_400 - (Math.floor(now().getTime() / 1000 + 8 * 3600) % 86_400),
      user_limit: DAILY,
    }));
    app.post<{ Body: Record<string, string> }>("/oauth2/get_token_info", async (request, reply) => {
      if (request.body.access_token !== TOKEN) return refuse(reply, request, 21332, "invalid_access_token");
      const token = { uid: COUNTY.id, appkey: "1000000001", scope: null };
      return { ...token, create_at: Math.floor(now().getTime() / 1000) - 1000, expire_in: 157_679_471 };
    });
  };

  const server = await startPlatform({ name: "Weibo", register, port: options.port ?? 0 });
  return {
    connector: "weibo",
    origin: server.origin,
    story: options.story,
    fault: faults.set,
    settings: () => ({ baseUrl: server.origin, accessToken: TOKEN, ...QUICK }),
    stop: server.stop,
  };
}

/** Every poll reads everything, because the lab's citizens live fast. */
const QUICK = {
  sweepEvery: "0s",
  blindSweepEvery: "0s",
  overlap: "1h",
  wideEvery: "0s",
  wideOverlap: "30d",
};

function path(request: FastifyRequest): string {
  return request.url.split("?")[0] as string;
}

function withoutTime({ created_at: _, ...item }: Record<string, unknown>): Record<string, unknown> {
  return item;
}
