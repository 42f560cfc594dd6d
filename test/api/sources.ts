import { type SourceControl, type SourceView, UnknownSource } from "../../src/api/ports.ts";
import { message } from "./builders.ts";

/** One source, `county`, that notes what is asked of it. */
export class FakeSources implements SourceControl {
  readonly #done: string[];
  constructor(done: string[]) {
    this.#done = done;
  }

  async list(): Promise<SourceView[]> {
    return [view("ok")];
  }
  async pause(name: string): Promise<SourceView> {
    this.#note(name, "pause");
    return view("paused");
  }
  async resume(name: string): Promise<SourceView> {
    this.#note(name, "resume");
    return view("ok");
  }
  async poll(name: string): Promise<SourceView> {
    this.#note(name, "poll");
    return view("ok");
  }
  async backfill(name: string, since: string | null): Promise<SourceView> {
    this.#note(name, `backfill since ${since}`);
    return view("ok");
  }
  async purge(name: string, since: string | null, actor: string): Promise<{ erased: number }> {
    this.#note(name, `purge since ${since} by ${actor}`);
    return { erased: 3 };
  }
  async *check(name: string) {
    this.#note(name, "check");
    yield { ok: true, question: "list answers", answer: "20 posts" };
    yield { ok: false, question: "robots.txt allows it", answer: "it forbids /list" };
  }
  async preview(name: string, limit: number) {
    this.#note(name, `preview ${limit}`);
    return [message(1)];
  }

  #note(name: string, what: string): void {
    if (name !== "county") throw new UnknownSource(`no source is named ${name}`);
    this.#done.push(what);
  }
}

function view(state: SourceView["state"]): SourceView {
  return {
    name: "county",
    connector: "county-site",
    state,
    reason: null,
    lastPollAt: "2026-11-24T07:59:00.000Z",
    lastPostAt: null,
    retryAt: null,
    failures: 0,
    pages: 4,
    posts: 70,
    every: "15m",
    budget: { amount: 100, period: "d", left: 40 },
  };
}
