import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decideErasure } from "../../src/lane/erase.ts";
import { createVault } from "../../src/privacy/seal.ts";
import type { Message } from "../../src/record/message.ts";
import { messageId } from "../../src/record/message-id.ts";
import { BadCursor, LaneTaken, type MessageQuery, type Store, type StoredRecord } from "../../src/store/store.ts";
import { sealBatch } from "../../workers/batch.ts";
import { deadLetter } from "../../workers/dead-letter.ts";
import { preparePost } from "../../workers/prepare-post.ts";
import { NOW, preparedPost, prepareTools, rawPosts, SEAL_KEY, TestLane } from "../support/factories.ts";

/** What the contract suite needs of an adapter: an empty store, and a way to end it. */
export interface StoreUnderTest {
  readonly store: Store;
  close(): Promise<void>;
}

const everything: MessageQuery = { sort: "recordedAt", descending: false, limit: 1000 };

/**
 * The promises of the store's port, held against one adapter. Each `describe` has a store of its own. One file, though
 * long: whoever writes an adapter reads the port's promises in one place, in the order of the port.
 */
export function storeContract(adapter: string, open: () => Promise<StoreUnderTest>): void {
  const withStore = (title: string, tests: (store: () => Store) => void) =>
    describe(`${adapter}: ${title}`, () => {
      let opened: StoreUnderTest;
      beforeAll(async () => {
        opened = await open();
      });
      afterAll(() => opened.close());
      tests(() => opened.store);
    });

  withStore("archive", (store) => {
    const vault = createVault(SEAL_KEY);
    const batchOf = (from: number, at: string) =>
      sealBatch(vault, "province", rawPosts(from + 3).slice(from), [], new Date(at));

    it("keeps a batch as it was given, once", async () => {
      const batch = batchOf(0, "2026-05-06T00:00:00.000Z");
      expect(await store().archive.put(batch)).toBe("stored");
      expect(await store().archive.put(batch)).toBe("known");
      const kept = await store().archive.get(batch.id);
      expect(kept && { ...kept, sealed: Buffer.from(kept.sealed) }).toEqual({
        ...batch,
        sealed: Buffer.from(batch.sealed),
      });
      expect(await store().archive.get("absent")).toBeNull();
    });

    it("gives pending batches oldest first, and only those received before the moment", async () => {
      const later = batchOf(10, "2026-05-06T02:00:00.000Z");
      const earlier = batchOf(20, "2026-05-06T01:00:00.000Z");
      await store().archive.put(later);
      await store().archive.put(earlier);
      const pending = await store().archive.pending("2026-05-06T02:00:00.001Z", 10);
      expect(pending.map(({ receivedAt }) => receivedAt)).toEqual([
        "2026-05-06T00:00:00.000Z",
        "2026-05-06T01:00:00.000Z",
        "2026-05-06T02:00:00.000Z",
      ]);
      expect(await store().archive.pending("2026-05-06T01:00:00.000Z", 10)).toHaveLength(1);
      expect(await store().archive.backlog()).toEqual({ batches: 3, posts: 9, oldest: "2026-05-06T00:00:00.000Z" });
    });

    it("settles a batch with its commit, and only once", async () => {
      const lane = new TestLane();
      const [batch] = await store().archive.pending(NOW, 1);
      const write = await lane.write([preparedPost()], NOW, batch?.id);
      expect(await store().lane.commit(write)).toBe("written");
      expect(await store().archive.states([batch?.id ?? "", "absent"])).toEqual(new Map([[batch?.id, "committed"]]));
      expect(await store().lane.commit({ ...write, expectedSeq: 1, events: [], originals: [] })).toBe("settled");
      expect(await store().archive.backlog()).toMatchObject({ batches: 2 });
    });
  });

  withStore("lane", (store) => {
    const lane = new TestLane();

    it("appends events in order and gives the records that they make", async () => {
      const write = await lane.write(rawPosts(5).map((post) => preparePost(post, prepareTools())));
      expect(await store().lane.commit(write)).toBe("written");
      expect(await store().lane.lastSeq()).toBe(5);
      expect((await store().feed.read(0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
      const ids = [...lane.records.keys()];
      const records = await store().lane.records([...ids, messageId("province", "absent")]);
      expect(byId(records)).toEqual(byId([...lane.records.values()]));
    });

    it("refuses a writer whose seq is behind, and writes nothing of it", async () => {
      const late = new TestLane();
      const write = await late.write([preparedPost({ externalId: "late" })]);
      await expect(store().lane.commit(write)).rejects.toEqual(new LaneTaken(0, 5));
      expect(await store().lane.lastSeq()).toBe(5);
      expect(await store().messages.find(messageId("province", "late"))).toBeNull();
    });

    it("refuses a second event with the same message and version, though the seq fits", async () => {
      const other = new TestLane();
      other.state.seq = 5;
      const write = await other.write(rawPosts(1).map((post) => preparePost(post, prepareTools())));
      await expect(store().lane.commit(write)).rejects.toThrow(LaneTaken);
      expect(await store().lane.lastSeq()).toBe(5);
    });

    it("loads every message once, in order of first recording", async () => {
      const members = [];
      for await (const chunk of store().lane.load("2000-01-01T00:00:00.000Z")) members.push(...chunk);
      expect(members.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
      expect(members.map(({ id }) => id)).toEqual([...lane.records.keys()]);
      const [first] = lane.records.values();
      expect(members[0]).toMatchObject({ ...pick(first as StoredRecord), erased: false, withdrawn: false });
    });

    it("leaves fingerprints outside the window out", async () => {
      for await (const chunk of store().lane.load("2030-01-01T00:00:00.000Z")) {
        expect(chunk.every(({ fingerprint }) => fingerprint === null)).toBe(true);
      }
    });

    it("wakes a waiting reader of the feed", async () => {
      const waiting = store().feed.wait(5, 5_000, new AbortController().signal);
      const begun = Date.now();
      await store().lane.commit(await lane.write([preparedPost({ externalId: "wakes" })]));
      await waiting;
      expect(Date.now() - begun).toBeLessThan(2_000);
    });

    it("gives a rebuilt projection that is the same to the letter", async () => {
      await store().lane.commit(
        await lane.write([
          preparedPost({ text: "另一段话。", collectedAt: "2026-05-07T00:00:00.000Z", externalId: "wakes" }),
        ]),
      );
      const before = (await store().messages.search(everything)).items;
      expect(await store().lane.rebuild()).toBe(6);
      expect((await store().messages.search(everything)).items).toEqual(before);
    });
  });

  withStore("search", (store) => {
    let all: Message[];
    beforeAll(async () => {
      const lane = new TestLane();
      const posts = rawPosts(60, (at) => ({
        source: at % 3 === 0 ? "mirror" : "province",
        postedAt: `2026-04-${String((at % 28) + 1).padStart(2, "0")}T00:00:00.000Z`,
      })).map((post) => preparePost(post, prepareTools()));
      await store().lane.commit(await lane.write(posts.slice(0, 30), "2026-05-06T02:00:00.000Z"));
      await store().lane.commit(await lane.write(posts.slice(30), "2026-05-07T02:00:00.000Z"));
      all = (await store().messages.search(everything)).items;
    });

    it.each([
      ["recordedAt", false],
      ["recordedAt", true],
      ["postedAt", false],
      ["postedAt", true],
      ["dueAt", false],
      ["dueAt", true],
      ["urgency", false],
      ["urgency", true],
    ] as const)("pages by %s (descending %s) without repeating or skipping", async (sort, descending) => {
      const seen: Message[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await store().messages.search({ sort, descending, limit: 7, cursor });
        seen.push(...page.items);
        if (page.next === null) break;
        expect(page.items).toHaveLength(7);
        cursor = page.next;
      }
      expect(seen.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
      const order = (message: Message) =>
        sort === "urgency"
          ? String(["critical", "high", "normal", "low"].indexOf(message.classification.urgency.level))
          : sort === "dueAt"
            ? (message.handling.dueAt ?? "9999")
            : message.times[sort];
      const values = seen.map(order);
      expect(values).toEqual([...values].sort((a, b) => (descending ? -1 : 1) * a.localeCompare(b, "en")));
    });

    it("refuses a cursor of another order, and one that is none", async () => {
      const { next } = await store().messages.search({ ...everything, limit: 5 });
      await expect(store().messages.search({ ...everything, sort: "postedAt", cursor: next ?? "" })).rejects.toThrow(
        BadCursor,
      );
      await expect(store().messages.search({ ...everything, cursor: "@@no@@" })).rejects.toThrow(BadCursor);
      const forged = Buffer.from('["messages:recordedAt","abc",1]').toString("base64url");
      await expect(store().messages.search({ ...everything, cursor: forged })).rejects.toThrow(BadCursor);
    });

    it.each<[string, Partial<MessageQuery>, (message: Message) => boolean]>([
      ["source", { source: ["mirror"] }, (message) => message.source.name === "mirror"],
      ["several sources", { source: ["mirror", "province"] }, () => true],
      ["field by code", { field: ["nothing"] }, () => false],
      ["state", { state: ["withdrawn"] }, () => false],
      ["from", { from: "2026-05-07T00:00:00.000Z" }, (message) => message.times.recordedAt >= "2026-05-07"],
      ["to, half open", { to: "2026-05-07T02:00:00.000Z" }, (message) => message.times.recordedAt < "2026-05-07"],
      [
        "words",
        { q: "路灯 锦和镇" },
        (message) => /路灯/.test(message.content.text) && /锦和镇/.test(message.content.text),
      ],
      ["words with signs of patterns", { q: "100%_" }, () => false],
      ["township by name", { township: ["兰里镇"] }, (message) => message.place.name === "兰里镇"],
    ])("filters by %s", async (_, filter, holds) => {
      const { items } = await store().messages.search({ ...everything, ...filter });
      expect(items.map(({ id }) => id)).toEqual(all.filter(holds).map(({ id }) => id));
    });

    it("finds by field code and by its label, by kind and by urgency", async () => {
      const [sample] = all as [Message];
      const { field, kind, urgency } = sample.classification;
      for (const [filter, holds] of [
        [{ field: [field.code] }, (m: Message) => m.classification.field.code === field.code],
        [{ field: [field.label] }, (m: Message) => m.classification.field.code === field.code],
        [{ kind: [kind] }, (m: Message) => m.classification.kind === kind],
        [{ urgency: [urgency.level] }, (m: Message) => m.classification.urgency.level === urgency.level],
        [{ group: sample.duplicates.group }, (m: Message) => m.duplicates.group === sample.duplicates.group],
      ] as const) {
        const { items } = await store().messages.search({ ...everything, ...filter });
        expect(items).toEqual(all.filter(holds));
      }
    });

    it("counts the report over the period alone", async () => {
      const figures = await store().messages.report("2026-05-07T00:00:00.000Z", "2026-05-08T00:00:00.000Z", NOW);
      expect(figures.received).toBe(30);
      expect(Object.values(figures.byKind).reduce((sum, { received }) => sum + received, 0)).toBe(30);
      expect(await store().messages.count()).toBe(60);
    });
  });

  withStore("erasing", (store) => {
    it("leaves who and where, nothing of what was said, and keeps every seq", async () => {
      const vault = createVault(SEAL_KEY);
      const lane = new TestLane();
      const posts = rawPosts(3);
      const batch = sealBatch(vault, "province", posts, [], new Date(NOW));
      await store().archive.put(batch);
      await store().lane.commit(
        await lane.write(
          posts.map((post) => preparePost(post, prepareTools())),
          NOW,
          batch.id,
        ),
      );
      const id = messageId("province", "post-1");
      const failure = {
        stage: "prepare",
        source: "province",
        batch: null,
        line: null,
        code: "x",
        path: "",
        message: "",
      } as const;
      await store().dead.add([deadLetter(vault, { ...failure, payload: JSON.stringify(posts[1]) }, new Date(NOW))]);
      const event = decideErasure(lane.state, lane.records.get(id) as StoredRecord, NOW);
      if (!event) throw new Error("the message was erased already");
      const audit = { at: NOW, actor: "desk", action: "message.erased", subject: id, reason: "asked for" } as const;
      await store().lane.erase({ expectedSeq: 3, event, audit });

      const events = await store().feed.read(0, 10);
      expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
      const source = { connector: "provincial-board", name: "province", externalId: "post-1", channel: "board" };
      expect(events[1]).toEqual({
        seq: 2,
        type: "message.created",
        at: NOW,
        message: { id, seq: 2, source, state: "erased" },
      });
      expect(events[3]).toEqual({
        seq: 4,
        type: "message.erased",
        at: NOW,
        message: { id, seq: 4, source, state: "erased" },
      });
      expect(await store().messages.find(id)).toEqual(events[3]?.message);
      expect((await store().messages.search(everything)).items.map((message) => message.id)).not.toContain(id);
      expect(await store().messages.original(id)).toBeNull();
      expect(await store().archive.get(batch.id)).toBeNull();
      expect(await store().dead.count()).toBe(0);
      expect((await store().audit.list({ limit: 5 })).items).toEqual([audit]);
      await store().retention.scrub();
      await expect(store().lane.erase({ expectedSeq: 3, event, audit })).rejects.toThrow(LaneTaken);
    });
  });

  withStore("dead letters", (store) => {
    it("counts the same thing twice as one letter with another try, and pages newest first", async () => {
      const vault = createVault(SEAL_KEY);
      const failure = {
        stage: "ingest",
        source: "ingest",
        batch: null,
        code: "not-a-raw-post",
        path: "text",
        message: "m",
      } as const;
      const letters = [1, 2, 3, 4, 5].map((line) =>
        deadLetter(vault, { ...failure, line, payload: `{"line":${line}}` }, new Date(Date.parse(NOW) + line)),
      );
      await store().dead.add(letters);
      await store().dead.add(letters.slice(0, 1));
      expect(await store().dead.count()).toBe(5);
      expect((await store().dead.get(letters[0]?.id ?? ""))?.tries).toBe(2);
      const first = await store().dead.list({ limit: 3 });
      const second = await store().dead.list({ limit: 3, cursor: first.next ?? undefined });
      expect([...first.items, ...second.items].map(({ line }) => line)).toEqual([5, 4, 3, 2, 1]);
      expect(second.next).toBeNull();
      expect(await store().dead.remove(letters[0]?.id ?? "")).toBe(true);
      expect(await store().dead.remove(letters[0]?.id ?? "")).toBe(false);
    });
  });

  withStore("sources", (store) => {
    it("adds counters, sets the rest, and keeps cursors as they are", async () => {
      await store().sources.update("weibo", "weibo", {
        addPages: 1,
        addPosts: 20,
        cursor: { since: "5277022060021969" },
      });
      const state = await store().sources.update("weibo", "weibo", { addPages: 1, addPosts: 5, lastPollAt: NOW });
      expect(state).toMatchObject({
        state: "ok",
        pages: 2,
        posts: 25,
        lastPollAt: NOW,
        cursor: { since: "5277022060021969" },
      });
      expect(await store().sources.get("absent")).toBeNull();
      expect((await store().sources.list()).map(({ name }) => name)).toEqual(["weibo"]);
    });

    it("leases a source to one holder at a time", async () => {
      expect(await store().sources.lease("weibo", "a", 60_000)).toBe(true);
      expect(await store().sources.lease("weibo", "b", 60_000)).toBe(false);
      expect(await store().sources.lease("weibo", "a", 60_000)).toBe(true);
      await store().sources.release("weibo", "b");
      expect(await store().sources.lease("weibo", "b", 60_000)).toBe(false);
      await store().sources.release("weibo", "a");
      expect(await store().sources.lease("weibo", "b", 0)).toBe(true);
      expect(await store().sources.lease("weibo", "a", 60_000)).toBe(true);
    });

    it("grants a budget's requests and says when the next period begins", async () => {
      const day = 86_400_000;
      expect(await store().sources.spend("weibo", 2, day, NOW)).toBeNull();
      expect(await store().sources.spend("weibo", 2, day, NOW)).toBeNull();
      // Midnight in Beijing.
      expect(await store().sources.spend("weibo", 2, day, NOW)).toBe("2026-05-06T16:00:00.000Z");
      expect(await store().sources.spent("weibo", day, NOW)).toBe(2);
      expect(await store().sources.spend("weibo", 2, day, "2026-05-06T16:00:00.000Z")).toBeNull();
    });

    it("writes a secret only on top of the version that was read", async () => {
      expect(await store().sources.readSecret("douyin")).toBeNull();
      expect(await store().sources.writeSecret("douyin", 0, Buffer.from("one"))).toBe(true);
      expect(await store().sources.writeSecret("douyin", 0, Buffer.from("two"))).toBe(false);
      expect(await store().sources.writeSecret("douyin", 1, Buffer.from("two"))).toBe(true);
      const secret = await store().sources.readSecret("douyin");
      expect([secret?.version, Buffer.from(secret?.sealed ?? "").toString()]).toEqual([2, "two"]);
    });

    it("keeps one page of evidence for a reason, the newest, and forgets a source whole", async () => {
      await store().sources.keepEvidence("weibo", "layout", NOW, Buffer.from("old"));
      await store().sources.keepEvidence("weibo", "layout", NOW, Buffer.from("new"));
      const [page, ...more] = await store().sources.evidence("weibo");
      expect([page?.reason, Buffer.from(page?.sealed ?? "").toString(), more.length]).toEqual(["layout", "new", 0]);
      await store().sources.forget("weibo");
      expect(await store().sources.get("weibo")).toBeNull();
      expect(await store().sources.evidence("weibo")).toEqual([]);
    });
  });

  withStore("retention", (store) => {
    it("lets go of originals and says so in the records and in the feed", async () => {
      const lane = new TestLane();
      await store().lane.commit(await lane.write([preparedPost()], "2026-01-01T00:00:00.000Z"));
      await store().lane.commit(await lane.write([preparedPost({ externalId: "young" })], NOW));
      const old = messageId("province", "9007199254740993001");
      expect(await store().messages.original(old)).not.toBeNull();
      expect(await store().retention.expireOriginals("2026-02-01T00:00:00.000Z")).toBe(1);
      expect(await store().messages.original(old)).toBeNull();
      const { items } = await store().messages.search(everything);
      expect(items.map(({ content }) => content.sealed)).toEqual([false, true]);
      expect((await store().feed.read(0, 1))[0]?.message).toEqual(items[0]);
      expect(await store().retention.expiredMessages("2026-02-01T00:00:00.000Z", 10)).toEqual([old]);
    });

    it("removes committed batches only", async () => {
      const batch = sealBatch(createVault(SEAL_KEY), "province", rawPosts(1), [], new Date("2026-01-01T00:00:00.000Z"));
      await store().archive.put(batch);
      expect(await store().retention.expireArchive(NOW)).toBe(0);
      await store().lane.commit({ batch: batch.id, expectedSeq: 2, events: [], originals: [], dead: [] });
      expect(await store().retention.expireArchive(NOW)).toBe(1);
    });
  });
}

function byId(records: readonly StoredRecord[]): StoredRecord[] {
  return [...records].sort((a, b) => (a.message.id < b.message.id ? -1 : 1));
}

function pick({ message, state }: StoredRecord) {
  const { contentHash, officialHash, fingerprint } = state;
  return { id: message.id, contentHash, officialHash, fingerprint };
}
