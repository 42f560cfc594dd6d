import { type Payload, Retry, Throttled } from "../../src/connector/errors.ts";
import type { RawPost } from "../../src/record/raw-post.ts";
import { ask, Refused } from "./client.ts";
import { type Run, readWhole } from "./run.ts";

/** A post as the platform shows it alone; `post` is null where the answer holds none that a citizen wrote. */
export interface Shown {
  readonly payload: Payload;
  readonly post: RawPost | null;
}

/** Posts with their full texts, what was received for them, and what stopped the fetching. */
export interface FullTexts {
  readonly posts: RawPost[];
  readonly raw: Payload[];
  readonly interrupted: Retry | Throttled | null;
}

/**
 * Fetches the full text of each long post, because the urgent half may be the one that is cut. Where the platform asks
 * for patience, the cut posts go out as they are, and their ids stay in the cursor until the full texts are in.
 */
export async function fullTexts(run: Run, posts: readonly RawPost[]): Promise<FullTexts> {
  const whole: RawPost[] = [];
  const raw: Payload[] = [];
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
    const shown: Shown | Retry | Throttled | null = interrupted ?? (await tryShow(run, post.externalId));
    if (shown instanceof Retry || shown instanceof Throttled) {
      interrupted = shown;
      run.cursor.long = [...new Set([...run.cursor.long, post.externalId])];
      whole.push(post);
    } else {
      if (shown !== null) raw.push(shown.payload);
      whole.push(shown?.post ?? post);
    }
  }
  return { posts: whole, raw, interrupted };
}

/**
 * Asks for one post with its full text.
 * @throws Refused with the action `item-gone` where it is deleted or hidden
 */
export async function showStatus(run: Run, id: string): Promise<Shown> {
  const params = { id, isGetLongText: "1" };
  const question = { kind: "mentions", path: "statuses/show", params, uid: run.uid, detail: true };
  const payload = await ask(run.context, question);
  return { payload, post: readWhole(run, payload).posts[0] ?? null };
}

/** A refusal concerns the full text alone: null, and the cut post goes on. */
async function tryShow(run: Run, id: string): Promise<Shown | Retry | Throttled | null> {
  try {
    return await showStatus(run, id);
  } catch (error) {
    if (error instanceof Retry || error instanceof Throttled) return error;
    if (error instanceof Refused) return null;
    throw error;
  }
}
