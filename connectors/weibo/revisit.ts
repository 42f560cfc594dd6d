import type { Page } from "../../src/connector/connector.ts";
import { RawPost } from "../../src/record/raw-post.ts";
import { ask, Refused } from "./client.ts";
import type { AnswerState, ListName, WeiboCursor } from "./cursor.ts";
import { showStatus } from "./long-text.ts";
import { newPosts, pageOf, type Reading, type Run, readWhole } from "./run.ts";

/** The most ids that `comments/show_batch` takes (platform sheet §1). */
const BATCH = 50;
/** Posts that one poll confirms as gone: each costs a request, so the rest waits for the next wide reading. */
const CONFIRM = 5;

/**
 * Hands on what was held back: comments and posts whose answers came without them, and cut posts whose full text was
 * not to be had. Comments and answers come from `comments/show_batch`, fifty for one request.
 */
export async function* repairAnswers(run: Run): AsyncGenerator<Page<WeiboCursor>> {
  const unfinished = Object.values(run.cursor.lists).some((list) => list.resume !== null);
  for (const [id, state] of Object.entries(run.cursor.answers)) {
    // An answer to what was never addressed to the county says nothing about a message.
    if (!unfinished && state.due && !state.addressed && !(id in run.cursor.known)) delete run.cursor.answers[id];
  }
  const due = Object.entries(run.cursor.answers).filter(([, state]) => state.due);
  for (const batch of batchesOf(due)) {
    const reading = await showComments(run, batch.flatMap(idsFor));
    for (const [id, state] of batch) {
      const inHand = new Set((run.answers.get(id) ?? []).map((own) => own.reply.externalId));
      // An answer that is gone meanwhile must not be asked for again and again.
      state.ids = state.ids.filter((answer) => inHand.has(answer));
      if (state.to === "comment") state.due = false;
    }
    const items = new Set(batch.map(([id]) => id));
    const posts = reading.page.posts.filter((post) => items.has(post.externalId));
    yield pageOf(run, newPosts(run, posts, "comments"), [reading]);
  }
  const posts = due.filter(([, state]) => state.to === "status").map(([id]) => id);
  for (const id of new Set([...posts, ...run.cursor.long])) {
    if (run.context.http.detailsLeft() === 0) return;
    yield* revisitStatus(run, id);
  }
}

/**
 * Looks for what a wide reading should have listed and did not. Gone is only what the platform says is gone: a post by
 * its error, a comment by its absence beside others that are there.
 */
export async function* findWithdrawn(run: Run): AsyncGenerator<Page<WeiboCursor>> {
  const unseen = (list: ListName) =>
    Object.keys(run.cursor.known).filter((id) => run.cursor.known[id]?.list === list && !run.seen.has(id));
  for (const [list, reached] of run.wide) {
    if (list === "mentions") {
      const missing = unseen(list).filter((id) => BigInt(id) > reached);
      const most = Math.min(CONFIRM, run.context.http.detailsLeft());
      for (const id of missing.slice(0, most)) yield* revisitStatus(run, id);
      continue;
    }
    const control = Object.keys(run.cursor.known).find((id) => run.seen.has(id) && run.cursor.known[id]?.list === list);
    const ids = unseen(list);
    for (let at = 0; at < ids.length; at += BATCH - 1) {
      const chunk = ids.slice(at, at + BATCH - 1);
      const reading = await showComments(run, [...chunk, ...(control ? [control] : [])]);
      const found = new Set(reading.page.ids.map(String));
      const gone =
        found.size === 0 && (control !== undefined || chunk.length > 1) ? [] : chunk.filter((id) => !found.has(id));
      const posts = [...newPosts(run, reading.page.posts, list), ...gone.map((id) => withdrawn(run, id))];
      yield pageOf(run, posts, [reading]);
    }
  }
}

async function* revisitStatus(run: Run, id: string): AsyncGenerator<Page<WeiboCursor>> {
  const shown = await showStatus(run, id).catch((error: unknown) => {
    if (error instanceof Refused && error.action === "item-gone") return null;
    throw error;
  });
  run.cursor.long = run.cursor.long.filter((long) => long !== id);
  if (shown !== null) {
    yield pageOf(run, newPosts(run, shown.page.posts, "mentions"), [shown]);
    return;
  }
  delete run.cursor.answers[id];
  if (run.cursor.known[id] !== undefined) {
    yield pageOf(run, [withdrawn(run, id)], []);
  }
}

/** The platform says only that it is gone: what it said stands in the record already, so this is no whole text. */
function withdrawn(run: Run, id: string): RawPost {
  const known = run.cursor.known[id];
  delete run.cursor.known[id];
  delete run.cursor.answers[id];
  const now = run.context.now().toISOString();
  return RawPost.parse({
    connector: "weibo",
    source: run.context.source,
    externalId: id,
    channel: known?.list === "comments" ? "comment" : "mention",
    text: "",
    postedAt: known?.at ?? now,
    collectedAt: now,
    withdrawn: true,
    extensions: { truncated: true },
  });
}

/**
 * Asks for comments by id. Kind `mentions`, because its channel depends on the comment alone: `comment` where it is under
 * the account's post or answers the account, as every comment of the timeline is.
 */
async function showComments(run: Run, ids: readonly string[]): Promise<Reading> {
  const params = { cids: [...new Set(ids)].join(",") };
  const question = { kind: "mentions", path: "comments/show_batch", params, uid: run.uid };
  return readWhole(run, await ask(run.context, question));
}

type Due = [id: string, state: AnswerState];

/** What must be asked for to hand one item on with its answers; a post itself is asked for by `statuses/show`. */
function idsFor([id, state]: Due): string[] {
  return [...(state.to === "comment" ? [id] : []), ...state.ids.slice(1 - BATCH)];
}

/** Packs items with their answers into batches of at most fifty ids; of a very long talk the newest answers count. */
function batchesOf(due: readonly Due[]): Due[][] {
  const batches: Due[][] = [];
  let room = 0;
  for (const item of due) {
    const size = idsFor(item).length;
    if (size > room) {
      batches.push([]);
      room = BATCH;
    }
    batches.at(-1)?.push(item);
    room -= size;
  }
  return batches;
}
