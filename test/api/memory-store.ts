import type { FeedEvent } from "../../src/record/feed-event.ts";
import type { ErasedMessage, Message } from "../../src/record/message.ts";
import {
  type AuditLine,
  BadCursor,
  type DeadLetter,
  type Feed,
  type MessageQuery,
  type Messages,
  type ReportFigures,
  type SealedOriginal,
  type Store,
} from "../../src/store/store.ts";

/** The store's port over arrays, for the tests of the door alone. What the door does not use refuses to be used. */
export class MemoryStore implements Store {
  readonly events: FeedEvent[] = [];
  readonly letters: DeadLetter[] = [];
  readonly lines: AuditLine[] = [];
  readonly originals = new Map<string, SealedOriginal>();
  readonly batches = new Map<string, "pending" | "committed">();
  /** What a search was asked for last. */
  asked: MessageQuery | null = null;
  /** Makes `ping` fail. */
  away = false;
  /** Followers that wait at present. */
  waiting = 0;
  readonly #wake = new Set<() => void>();

  /** Appends an event and wakes who waits. */
  append(event: FeedEvent): void {
    this.events.push(event);
    for (const wake of this.#wake) wake();
  }

  readonly feed: Feed = {
    read: async (after, limit) => this.events.filter(({ seq }) => seq > after).slice(0, limit),
    lastSeq: async () => this.events.at(-1)?.seq ?? 0,
    wait: (after, milliseconds, signal) => {
      if (signal.aborted || (this.events.at(-1)?.seq ?? 0) > after) return Promise.resolve();
      this.waiting++;
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", done);
          this.#wake.delete(done);
          this.waiting--;
          resolve();
        };
        const timer = setTimeout(done, milliseconds);
        signal.addEventListener("abort", done, { once: true });
        this.#wake.add(done);
      });
    },
  };

  readonly messages: Messages = {
    search: async (query) => {
      this.asked = query;
      const found = this.#present().filter((message) => matches(message, query));
      const ordered = found.sort((a, b) => order(a, b, query));
      return page(ordered, query.limit, query.cursor, `${query.sort}${query.descending}`, ({ id }) => id);
    },
    find: async (id) => this.#newest().get(id) ?? null,
    findByExternalId: async (source, externalId) =>
      [...this.#newest().values()].find((m) => m.source.name === source && m.source.externalId === externalId) ?? null,
    history: async (id) => this.events.filter(({ message }) => message.id === id),
    original: async (id) => this.originals.get(id) ?? null,
    group: async (id) => this.#present().filter(({ duplicates }) => duplicates.group === id),
    report: async (from, to) => report(this.#present().filter((m) => within(m, from, to))),
    count: async () => this.#newest().size,
  };

  readonly dead = {
    add: async (letters: readonly DeadLetter[]) => void this.letters.push(...letters),
    list: async (options: { limit: number; cursor?: string | undefined }) =>
      page([...this.letters].reverse(), options.limit, options.cursor, "dead", ({ id }) => id),
    get: async (id: string) => this.letters.find((letter) => letter.id === id) ?? null,
    remove: async (id: string) => {
      const at = this.letters.findIndex((letter) => letter.id === id);
      if (at >= 0) this.letters.splice(at, 1);
      return at >= 0;
    },
    count: async () => this.letters.length,
  };

  readonly audit = {
    append: async (line: AuditLine) => void this.lines.push(line),
    list: async (options: { limit: number; cursor?: string | undefined }) =>
      page([...this.lines].reverse(), options.limit, options.cursor, "audit", ({ at, subject }) => at + subject),
  };

  readonly archive = {
    ...unused<Store["archive"]>(),
    states: async (ids: readonly string[]) => new Map([...this.batches].filter(([id]) => ids.includes(id))),
    backlog: async () => ({ batches: 2, posts: 150, oldest: "2026-03-01T00:00:00.000Z" }),
  } as Store["archive"];

  readonly lane = unused<Store["lane"]>();
  readonly sources = unused<Store["sources"]>();
  readonly retention = unused<Store["retention"]>();

  async ping(): Promise<void> {
    if (this.away) throw new Error("no connection");
  }

  async close(): Promise<void> {}

  #newest(): Map<string, Message | ErasedMessage> {
    return new Map(this.events.map(({ message }) => [message.id, message]));
  }

  #present(): Message[] {
    return [...this.#newest().values()].filter((message): message is Message => message.state !== "erased");
  }
}

/** A part of the port that the door never touches. */
function unused<T extends object>(): T {
  return new Proxy({} as T, {
    get(_target, name) {
      throw new Error(`the door used ${String(name)}, which is not its business`);
    },
  });
}

function matches(message: Message, query: MessageQuery): boolean {
  const { classification, source, place, state, content, duplicates } = message;
  const any = <T>(wanted: readonly T[] | undefined, ...values: T[]) =>
    wanted === undefined || values.some((value) => wanted.includes(value));
  const words = query.q?.split(/\s+/) ?? [];
  return (
    any(query.urgency, classification.urgency.level) &&
    any(query.field, classification.field.code, classification.field.label) &&
    any(query.kind, classification.kind) &&
    any(query.connector, source.connector) &&
    any(query.source, source.name) &&
    any<string | null>(query.township, place.township) &&
    any(query.state, state as "published" | "withdrawn") &&
    (query.group === undefined || query.group === duplicates.group) &&
    within(message, query.from, query.to) &&
    words.every((word) => `${content.title ?? ""}\n${content.text}`.includes(word))
  );
}

function within({ times }: Message, from = "", to = "9"): boolean {
  return times.recordedAt >= from && times.recordedAt < to;
}

const LEVELS = ["critical", "high", "normal", "low"];

function order(a: Message, b: Message, { sort, descending }: MessageQuery): number {
  const key = (message: Message) => {
    if (sort === "urgency") return String(LEVELS.indexOf(message.classification.urgency.level));
    if (sort === "dueAt") return message.handling.dueAt ?? "9";
    return message.times[sort];
  };
  const difference = key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.seq - b.seq;
  return descending ? -difference : difference;
}

/** Pages over a sorted list; the cursor holds the list's name and the last item's key. */
function page<T>(
  sorted: readonly T[],
  limit: number,
  cursor: string | undefined,
  list: string,
  key: (item: T) => string,
) {
  let start = 0;
  if (cursor !== undefined) {
    const [name, last] = Buffer.from(cursor, "base64url").toString().split("|");
    start = sorted.findIndex((item) => key(item) === last) + 1;
    if (name !== list || start === 0) throw new BadCursor("not of this list");
  }
  const items = sorted.slice(start, start + limit);
  const last = items.at(-1);
  const more = last !== undefined && start + limit < sorted.length;
  return { items, next: more ? Buffer.from(`${list}|${key(last)}`).toString("base64url") : null };
}

function report(messages: readonly Message[]): ReportFigures {
  const counts = { received: messages.length, replied: 0, closed: 0, overdue: 0 };
  return {
    ...counts,
    completionRate: 0,
    onTimeRate: 1,
    medianReplyHours: null,
    byConnector: { "county-site": counts },
    byField: {},
    byKind: {},
    byTownship: {},
    byUrgency: {},
    topics: [
      { group: "group-1", size: 2, title: "路灯", first: "2026-03-01T00:00:00.000Z", last: "2026-03-01T00:01:00.000Z" },
    ],
  };
}
