import { Retry, Throttled } from "../../src/connector/errors.ts";
import type { RawPost } from "../../src/record/raw-post.ts";
import { ask, Refused } from "./client.ts";
import { type Reading, type Run, readWhole } from "./run.ts";

/** Posts with their full texts, what was received for them, and what stopped the fetching. */
export interface FullTexts {
  readonly posts: RawPost[];
  readonly readings: Reading[];
  readonly interrupted: Retry | Throttled | null;
}

/**
 * Fetches the full text of each long post, because the urgent half may be the one that is cut. Where the platform asks
 * for patience, the cut posts go out as they are, and their ids stay in the cursor until the full texts are in.
 */
export async function fullTexts(run: Run, posts: readonly RawPost[]): Promise<FullTexts> {
  const whole: RawPost[] = [];
  const readings: Reading[] = [];
  let interrupted: FullTexts["interrupted"] = null;
  for (const post of posts) {
    const known = run.cursor.known[post.externalId];
    if (post.extensions.isLongText !== true) {
      whole.push(post);
      continue;
    }
    if (known !== undefined && known.edited === post.editedAt) {
      run.seen.add(post.externalId);
      continue;
    }
    const mayAsk = run.context.http.detailsLeft() > 0;
    const shown: Reading | Retry | Throttled | typeof LATER | null =
      interrupted ?? (mayAsk ? await tryShow(run, post.externalId) : LATER);
    if (shown === LATER) {
      putOff(run, post.externalId);
      whole.push(post);
    } else if (shown instanceof Retry || shown instanceof Throttled) {
      interrupted = shown;
      putOff(run, post.externalId);
      whole.push(post);
    } else {
      if (shown !== null) readings.push(shown);
      whole.push(shown?.page.posts[0] ?? post);
    }
  }
  return { posts: whole, readings, interrupted };
}

/**
 * Asks for one post with its full text.
 * @throws Refused with the action `item-gone` where it is deleted or hidden
 */
export async function showStatus(run: Run, id: string): Promise<Reading> {
  const params = { id, isGetLongText: "1" };
  const question = { kind: "mentions", path: "statuses/show", params, uid: run.uid, detail: true };
  return readWhole(run, await ask(run.context, question));
}

/** The hour's detail pages are read: the rest of the poll goes on. */
const LATER = "later";

function putOff(run: Run, id: string): void {
  run.cursor.long = [...new Set([...run.cursor.long, id])];
}

/** A refusal concerns the full text alone: null, and the cut post goes on. */
async function tryShow(run: Run, id: string): Promise<Reading | Retry | Throttled | null> {
  try {
    return await showStatus(run, id);
  } catch (error) {
    if (error instanceof Retry || error instanceof Throttled) return error;
    if (error instanceof Refused) return null;
    throw error;
  }
}
