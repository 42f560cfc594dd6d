import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "../../src/record/message.ts";
import type { RawPostInput } from "../../src/record/raw-post.ts";
import { jsonLines, run } from "../cli/run.ts";
import { type Daemon, type Installation, install } from "../support/daemon.ts";
import { filesHolding } from "../support/data-files.ts";
import { rawPostInput } from "../support/factories.ts";
import { linesOf, settled, wholeFeed } from "../support/ingest-under-kills.ts";
import { inventedPosts } from "../support/invented-posts.ts";

/** The life of one daemon and its data folder, told in order: each test begins where the one before ended. */

const PATIENCE = 180_000;
/** SIGTERM drains within this (issue: "Shutdown on SIGTERM drains within 10 s"). */
const DRAIN_MS = 10_000;

const posts = inventedPosts(150, 7);
const PHONE = "19912340077";
const WORDS = "独此一句：桥头老樟树下的变压器响得厉害";
const secret: RawPostInput = rawPostInput({
  externalId: "to-be-erased",
  title: "变压器太响",
  text: `${WORDS}，我的电话${PHONE}。`,
  official: { status: "replied", replies: [{ text: `已致电${PHONE}核实，${WORDS}。`, by: "供电所", at: null }] },
});

let place: Installation;
let daemon: Daemon;

beforeAll(async () => {
  place = await install();
  daemon = place.start();
  await daemon.ready();
}, PATIENCE);
afterAll(() => place.remove(), PATIENCE);

/** Runs a command beside the daemon. */
const beside = (words: string[], stdin = "") =>
  run([...words, "--config", place.config], { stdin, env: { HEARTBRIDGE_API: place.api } });
/** Runs a command where no daemon answers. */
const alone = (words: string[]) => run([...words, "--config", place.config]);
const erasedId = async () =>
  (await wholeFeed(place)).find(({ message }) => message.source.externalId === secret.externalId)?.message.id ?? "";

describe("a running daemon", () => {
  it(
    "is alone on its folder: a second process is refused and told the pid of the first",
    async () => {
      const second = place.start();
      expect(await second.ended).toBe(1);
      expect(second.log()).toContain(`process ${daemon.pid}`);
      expect(second.log()).not.toMatch(/\n\s+at /);
      expect((await place.get("/readyz")).status).toBe(200);
    },
    PATIENCE,
  );

  it(
    "takes posts, and the same file twice changes nothing",
    async () => {
      const first = await beside(["ingest", "--wait", "--json"], linesOf(posts));
      expect({ code: first.code, answer: JSON.parse(first.out) }).toMatchObject({
        code: 0,
        answer: { accepted: posts.length, rejected: [] },
      });
      const [feed, exported] = [await wholeFeed(place), await beside(["export"])];
      expect(jsonLines(exported.out)).toHaveLength(posts.length);
      const second = await beside(["ingest", "--wait", "--json"], linesOf(posts.toReversed()));
      expect(JSON.parse(second.out)).toMatchObject({ accepted: posts.length, rejected: [] });
      expect(await wholeFeed(place)).toEqual(feed);
      expect((await beside(["export"])).out).toBe(exported.out);
    },
    PATIENCE,
  );

  it(
    "reports a wrong line by number and path and keeps it as a dead letter, and the others go on",
    async () => {
      const wrong = JSON.stringify({ ...rawPostInput({ externalId: "wrong" }), official: { replies: [{ text: 7 }] } });
      const lines = [JSON.stringify(rawPostInput({ externalId: "good-1" })), wrong, JSON.stringify(secret), "{half"];
      const { code, err, out } = await beside(["ingest", "--wait"], lines.join("\n"));
      expect(code).toBe(1);
      expect(err).toContain("line 2: official.replies.0.text: ");
      expect(err).toContain("line 4: (line): not JSON");
      expect(out).toContain("accepted 2, rejected 2");
      const letters = JSON.parse((await beside(["dead", "list", "--json"])).out) as { line: number; path: string }[];
      expect(letters.map(({ line, path }) => `${line} ${path}`).sort()).toEqual([
        "2 official.replies.0.text",
        "4 (line)",
      ]);
      const ids = (await wholeFeed(place)).map(({ message }) => message.source.externalId);
      expect(ids).toEqual(expect.arrayContaining(["good-1", "to-be-erased"]));
      expect(ids).not.toContain("wrong");
    },
    PATIENCE,
  );

  it(
    "tries a dead letter again when told, counts it, and forgets it when told, with an audit line",
    async () => {
      const listed = async () =>
        JSON.parse((await beside(["dead", "list", "--json"])).out) as { id: string; line: number; tries: number }[];
      const letter = (await listed()).find(({ line }) => line === 2)!;
      expect(letter.tries).toBe(1);
      const replayed = await beside(["dead", "replay", letter.id]);
      expect({ code: replayed.code, out: replayed.out }).toEqual({
        code: 1,
        out: expect.stringContaining("official.replies.0.text"),
      });
      expect((await listed()).find(({ id }) => id === letter.id)).toMatchObject({ tries: 2 });
      expect((await beside(["dead", "drop", letter.id])).code).toBe(0);
      expect((await listed()).map(({ line }) => line)).toEqual([4]);
      const { body } = await place.get<{ items: { action: string; subject: string }[] }>("/v1/admin/audit");
      expect(body.items[0]).toMatchObject({ action: "dead.dropped", subject: `dead/${letter.id}` });
    },
    PATIENCE,
  );

  it(
    "erases a message from every file of the data folder",
    async () => {
      const id = await erasedId();
      // The masked words stand in the clear before; the number never does.
      expect(filesHolding(place.data, WORDS)).not.toEqual([]);
      expect(filesHolding(place.data, PHONE)).toEqual([]);
      const { code, out } = await beside(["erase", "--id", id, "--reason", "asked by its author", "--yes"]);
      expect({ code, out }).toEqual({ code: 0, out: `${id} is erased\n` });
      expect(filesHolding(place.data, WORDS)).toEqual([]);
      expect(filesHolding(place.data, PHONE)).toEqual([]);
    },
    PATIENCE,
  );

  it(
    "answers 410 for an erased message, shows who and where alone, and says who erased it",
    async () => {
      const id = await erasedId();
      const paths = [`/v1/messages/${id}`, `/v1/messages/${id}/original`, `/v1/messages/${id}/revisions`];
      for (const path of paths) expect({ path, status: (await place.get(path)).status }).toEqual({ path, status: 410 });
      const events = (await wholeFeed(place)).filter(({ message }) => message.id === id);
      expect(events.map(({ type }) => type)).toEqual(["message.created", "message.erased"]);
      for (const { seq, message } of events) {
        const source = {
          connector: "provincial-board",
          name: "province",
          externalId: "to-be-erased",
          channel: "board",
        };
        expect(message).toEqual({ id, seq, source, state: "erased" });
      }
      const { body } = await place.get<{ items: unknown[] }>("/v1/admin/audit");
      expect(body.items[0]).toMatchObject({ action: "message.erased", subject: id, reason: "asked by its author" });
    },
    PATIENCE,
  );

  it(
    "keeps an erased message out when it is collected again, edited or not",
    async () => {
      const before = await wholeFeed(place);
      const again = [secret, { ...secret, text: `${secret.text}补充一句。`, collectedAt: "2026-05-07T00:00:00.000Z" }];
      expect((await beside(["ingest", "--wait"], linesOf(again))).code).toBe(0);
      expect(await wholeFeed(place)).toEqual(before);
      expect(filesHolding(place.data, WORDS)).toEqual([]);
      const ids = jsonLines<Message>((await beside(["export"])).out).map(({ source }) => source.externalId);
      expect(ids).not.toContain("to-be-erased");
      expect(ids).toHaveLength(posts.length + 1);
    },
    PATIENCE,
  );
});

describe("a daemon that is told to stop", () => {
  const looks = [
    ["export"],
    ["export", "--format", "csv"],
    ["feed"],
    ["report", "--json", "--from", "2020-01-01", "--to", "2100-01-01"],
    ["dead", "list", "--json"],
  ];
  const present = ({ out }: { out: string }) => {
    const { county, messages, seq, dead, backlog, sources } = JSON.parse(out) as Record<string, unknown>;
    return { county, messages, seq, dead, backlog, sources };
  };

  it(
    "shows the same by the command line beside it, without it, and after a restart",
    async () => {
      const withIt = [];
      for (const words of looks) withIt.push(await beside(words));
      const status = present(await beside(["status", "--json"]));
      expect(withIt.map(({ code }) => code)).toEqual(looks.map(() => 0));
      expect(await daemon.stop()).toMatchObject({ code: 0 });
      for (const [at, words] of looks.entries()) {
        expect(await alone(words), words.join(" ")).toMatchObject({ code: 0, out: withIt[at]?.out });
      }
      expect(present(await alone(["status", "--json"]))).toEqual(status);
      daemon = place.start();
      await daemon.ready();
      for (const [at, words] of looks.entries()) {
        expect(await beside(words), words.join(" ")).toMatchObject({ code: 0, out: withIt[at]?.out });
      }
    },
    PATIENCE,
  );

  it(
    "with work in flight drains within 10 s and exits 0, and the next one does what is left",
    async () => {
      const before = (await wholeFeed(place)).length;
      const more = inventedPosts(1_000, 8).map((post) => ({ ...post, externalId: `later-${post.externalId}` }));
      const { status } = await place.send("POST", "/v1/raw-posts", linesOf(more), "application/x-ndjson");
      expect(status).toBe(202);
      const { code, milliseconds } = await daemon.stop();
      expect({ code, log: daemon.log() }).toEqual({ code: 0, log: expect.stringContaining("stopped") });
      expect(milliseconds).toBeLessThan(DRAIN_MS);
      daemon = place.start();
      await daemon.ready();
      await settled(place);
      const events = await wholeFeed(place);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
      const created = events.slice(before).filter(({ type }) => type === "message.created");
      expect(created.map(({ message }) => message.source.externalId).sort()).toEqual(
        more.map(({ externalId }) => externalId).sort(),
      );
    },
    PATIENCE,
  );
});
