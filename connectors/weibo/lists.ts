import type { Page } from "../../src/connector/connector.ts";
import { Degraded, type Payload } from "../../src/connector/errors.ts";
import { ask } from "./client.ts";
import { LISTS, type ListName, type WeiboCursor } from "./cursor.ts";
import { fullTexts } from "./long-text.ts";
import { newPosts, pageOf, type Run, readWhole } from "./run.ts";
import { idBefore } from "./time.ts";

/** The most that a list gives at once (platform sheet §1). */
const COUNT = 200;
/** Paging reaches about this many items (platform sheet §5): what lies below cannot be had. */
const DEPTH = 1000;

/**
 * The lists that this poll reads: those whose unread counter rose, whose reading stopped halfway, or whose turn it is
 * anyway, because a counter is reset when the staff open the web page (platform sheet §6).
 */
export function dueLists(run: Run): ListName[] {
  const { settings } = run.context;
  return (Object.keys(LISTS) as ListName[]).filter((name) => {
    if (!settings.collect.includes(LISTS[name].collect)) return false;
    const state = run.cursor.lists[name];
    const unread = run.unread?.[name] ?? 0;
    // A counter that fell was reset: the next rise counts from there.
    if (run.unread !== null && unread < state.unread) state.unread = unread;
    const sweep = run.unread === null ? settings.blindSweepEvery : settings.sweepEvery;
    // Comments that @ the account are the rarest: half as often (platform sheet §6).
    const turn = name === "commentMentions" ? 2 * sweep : sweep;
    return state.resume !== null || unread > state.unread || isOver(run, state.sweptAt, turn) || isWide(run, name);
  });
}

/**
 * Reads a list, newest first, down to the id of the last reading minus the overlap, because items under approval appear
 * late with an old id. Paging goes by `max_id`: numbered pages shift while new items come in. Only a completed reading
 * moves `newest`; one that stops halfway goes on where it stopped.
 */
export async function* readList(run: Run, name: ListName): AsyncGenerator<Page<WeiboCursor>> {
  const { context } = run;
  const state = run.cursor.lists[name];
  const { path, kind } = LISTS[name];
  const wide = state.resume?.wide ?? isWide(run, name);
  const reach = wide ? context.settings.wideOverlap : context.settings.overlap;
  const last = BigInt(state.newest);
  const since = state.resume ? BigInt(state.resume.sinceId) : last === 0n ? 0n : idBefore(last, reach);
  let top = state.resume ? BigInt(state.resume.newest) : last;
  let maxId = state.resume ? BigInt(state.resume.maxId) : null;
  for (let read = 0, done = false; !done; ) {
    const params = {
      count: String(COUNT),
      since_id: String(since),
      ...(maxId === null ? {} : { max_id: String(maxId) }),
    };
    const payload = await ask(context, { kind, path, params, uid: run.uid });
    const reading = readWhole(run, payload);
    const { page } = reading;
    const ordered = page.ids.toSorted((one, other) => (one < other ? -1 : 1));
    const lowest = ordered[0] ?? 0n;
    if ((ordered.at(-1) ?? 0n) > top) top = ordered.at(-1) as bigint;
    if (maxId !== null && page.ids.some((id) => id > (maxId as bigint))) {
      throw new Degraded("paging-stuck", `${path} gives the same items again below max_id=${maxId}`, payload);
    }
    if (page.ids.length === 0 && maxId === null) refuseEmptied(run, name, since, payload);
    if (page.ids.length === 0 && read >= DEPTH && since > 0n) {
      context.log.warn({ list: path, from: String(since), to: String(maxId) }, "older items are out of reach: a gap");
    }
    read += page.ids.length;
    // The filter works after the count, so a short page is no end; on page 1 the overlap repairs what it hides (§5).
    done =
      page.ids.length === 0 || lowest <= since + 1n || (maxId === null && since > 0n && page.ids.length < COUNT / 2);
    maxId = lowest - 1n;
    const now = context.now().toISOString();
    if (done) {
      const unread = run.unread?.[name] ?? state.unread;
      Object.assign(state, {
        newest: String(top),
        sweptAt: now,
        unread,
        resume: null,
        ...(wide ? { wideAt: now } : {}),
      });
      if (wide) run.wide.set(name, since);
    } else {
      state.resume = { maxId: String(maxId), sinceId: String(since), newest: String(top), wide };
    }
    const whole = await fullTexts(run, page.posts);
    yield pageOf(run, newPosts(run, whole.posts, name), [reading, ...whole.readings]);
    if (whole.interrupted !== null) throw whole.interrupted;
  }
}

/** Two known items that vanish at once are a refusal that looks like silence, not two deletions. */
function refuseEmptied(run: Run, name: ListName, since: bigint, payload: Payload): void {
  const expected = Object.entries(run.cursor.known).filter(([id, item]) => item.list === name && BigInt(id) > since);
  if (expected.length < 2) return;
  throw new Degraded("empty-list", `${LISTS[name].path} is empty where ${expected.length} items stood`, payload);
}

function isWide(run: Run, name: ListName): boolean {
  return isOver(run, run.cursor.lists[name].wideAt, run.context.settings.wideEvery);
}

function isOver(run: Run, since: string | null, milliseconds: number): boolean {
  return since === null || run.context.now().getTime() - Date.parse(since) >= milliseconds;
}
