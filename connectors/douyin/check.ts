import type { CheckLine } from "../../src/connector/connector.ts";
import { ask, type DouyinContext } from "./client.ts";
import { readComments } from "./parse.ts";
import { accessToken, lastDay, RENEWALS, tokenState } from "./tokens.ts";
import { readVideos } from "./videos.ts";

const DAY = 86_400_000;
/** Days before the last one at which an operator is told, nearest first (platform sheet §2). */
const WARNINGS = [2, 7, 14, 30];

/** The operator's questions, one line each. Costs four requests at most. */
export async function* checkDouyin(context: DouyinContext): AsyncGenerator<CheckLine> {
  yield await answer("the account's authorisation is valid", async () => {
    await accessToken(context);
    const state = await tokenState(context);
    const tokens = `access token until ${state.accessExpiresAt}, refresh token until ${state.refreshExpiresAt}`;
    return { ok: true, answer: `open_id ${context.settings.openId}, scopes ${state.scope || "not said"}; ${tokens}` };
  });
  yield await answer("a person need not authorise again soon", async () => {
    const state = await tokenState(context);
    const last = lastDay(state);
    const days = Math.floor((last.getTime() - context.now().getTime()) / DAY);
    const found = `${days} days left, until ${last.toISOString()}; ${RENEWALS - state.renewals} renewals left`;
    const warning = WARNINGS.find((limit) => days <= limit);
    if (warning === undefined) return { ok: true, answer: found };
    return { ok: warning === 30, answer: `less than ${warning} days: ${found}. Authorise again and set refreshToken` };
  });
  let itemId: string | undefined;
  yield await answer("the list of own videos answers and has the expected form", async () => {
    const page = readVideos(await ask(context, "videos", { cursor: "0" }));
    itemId = [...page.videos].sort(([, one], [, other]) => other.listed - one.listed)[0]?.[0];
    if (itemId === undefined)
      return { ok: false, answer: "the account shows no video, so there is nothing to collect" };
    return { ok: true, answer: `${page.videos.size} videos on the first page` };
  });
  yield await answer("comments can be read, and their ids are the same at each reading", async () => {
    if (itemId === undefined) return { ok: true, answer: "there is no video to look at" };
    const read = async () => {
      const payload = await ask(context, "comments", { item_id: itemId as string, cursor: "0", sort_type: "time_asc" });
      return readComments(payload, context.source, context.settings.openId);
    };
    const [first, second] = [await read(), await read()];
    if (first.problem !== null) return { ok: false, answer: `${first.problem.reason}: ${first.problem.message}` };
    const again = new Set(second.entries.map((entry) => entry.id));
    const stable = first.entries.every((entry) => again.has(entry.id));
    if (stable) return { ok: true, answer: `${first.entries.length} comments, the same ids twice` };
    return {
      ok: false,
      answer: "the ids differ: every comment would be taken for new; stop this source and ask the platform",
    };
  });
}

/** Turns a failure into a line, because `check` shows what is wrong rather than stop at it. */
async function answer(question: string, find: () => Promise<Omit<CheckLine, "question">>): Promise<CheckLine> {
  try {
    return { question, ...(await find()) };
  } catch (error) {
    return { question, ok: false, answer: error instanceof Error ? error.message : String(error) };
  }
}
