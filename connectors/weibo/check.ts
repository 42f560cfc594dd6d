import type { CheckLine } from "../../src/connector/connector.ts";
import { lenient } from "../../src/connector/read.ts";
import { askToken, daysLeft, unreadCounters } from "./account.ts";
import { ask, limits, rootOf, type WeiboContext } from "./client.ts";
import { LISTS, type ListName } from "./cursor.ts";

import { readPage } from "./parse.ts";

/** The operator's questions, one line each. Costs one request for the token and one for each list. */
export async function* checkWeibo(context: WeiboContext): AsyncGenerator<CheckLine> {
  let uid = context.settings.uid ?? "0";
  yield await answer("the token is valid and belongs to the configured account", async () => {
    const token = await askToken(context);
    const days = daysLeft(token, context.now());
    const found = `account ${token.uid}, ${days} days left (until ${token.expiresAt})`;
    if (context.settings.uid !== undefined && context.settings.uid !== token.uid) {
      return { ok: false, answer: `${found}, but uid says ${context.settings.uid}: set uid or accessToken right` };
    }
    uid = token.uid;
    return {
      ok: days > 14,
      answer: days > 14 ? found : `${found}: authorise the app again in a browser, set accessToken`,
    };
  });
  yield await answer("the unread counters answer", async () => {
    const counters = await unreadCounters(context, uid);
    if (counters === null) return { ok: false, answer: "no: lists are read at their own interval; see remindBaseUrl" };
    return {
      ok: true,
      answer: Object.entries(counters)
        .map(([name, count]) => `${name} ${count}`)
        .join(", "),
    };
  });
  for (const name of Object.keys(LISTS) as ListName[]) {
    const { path, kind, collect } = LISTS[name];
    if (!context.settings.collect.includes(collect)) continue;
    yield await answer(`${path} answers and has the expected form`, async () => {
      const payload = await ask(context, { kind, path, params: { count: "1" }, uid });
      const page = readPage(payload, context.source, uid);
      if (page.problem !== null) return { ok: false, answer: `${page.problem.reason}: ${page.problem.message}` };
      const total = lenient(() => rootOf(payload).at("total_number").numberOrNull()) ?? 0;
      if (page.ids.length === 0 && total > 0)
        return { ok: false, answer: `shows nothing, but speaks of ${total} items` };
      return { ok: page.dropped.length === 0, answer: page.dropped[0]?.message ?? `yes, ${page.ids.length} item read` };
    });
  }
  yield await answer("requests are left", async () => {
    const { left, of, resetIn } = await limits(context);
    return { ok: left === null || left > 0, answer: `${left ?? "?"} of ${of ?? "?"}, reset in ${resetIn ?? "?"} s` };
  });
  yield {
    ok: true,
    question: "the account lets everyone through",
    answer: "not visible here: in the account's privacy settings, open comments and @ to everyone",
  };
}

/** Turns a failure into a line, because `check` shows what is wrong rather than stop at it. */
async function answer(question: string, find: () => Promise<Omit<CheckLine, "question">>): Promise<CheckLine> {
  try {
    return { question, ...(await find()) };
  } catch (error) {
    return { question, ok: false, answer: error instanceof Error ? error.message : String(error) };
  }
}
