import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messageId } from "../../src/record/message-id.ts";
import type { RawPostInput } from "../../src/record/raw-post.ts";
import { run } from "../cli/run.ts";
import { filesHolding } from "../support/data-files.ts";
import { everyRow } from "../support/every-row.ts";
import { rawPostInput } from "../support/factories.ts";
import { type LabRun, startLabRun } from "../support/lab-run.ts";
import { scratch } from "../support/scratch.ts";

/** Privacy by value: invented personal data is planted, and everything that is written is searched for it. */

const PATIENCE = 240_000;
/** Stands beside the planted values and is no personal data: whoever does not find it searches in vain. */
const CONTROL = "橙园里的稻草人";

/** In the clear forms that masking promises to find; the sentence, and what of it must be nowhere. */
const PLANTED: readonly (readonly [sentence: string, canary: string])[] = [
  ["我的电话是19912340077，", "19912340077"],
  ["手机：199 1234 0088，", "19912340088"],
  ["手机号码199-1234-0099，", "19912340099"],
  ["电话１９９１２３４００６６，", "19912340066"],
  ["座机0745-5812347，", "0745-5812347"],
  ["身份证号431226197904153219，", "431226197904153219"],
  ["银行卡号6228481234567890128，", "6228481234567890128"],
  ["邮箱canary.orchard@example.com，", "canary.orchard@example.com"],
  ["微信号：canary_wx_4711，", "canary_wx_4711"],
  ["QQ号：847261935，", "847261935"],
  ["车牌号湘NK47Q1，", "湘NK47Q1"],
  ["联系人：滕桂花，", "滕桂花"],
  ["家住高村镇滨河社区锦绣路88号3栋2单元501室。", "3栋2单元501室"],
];
const SENTENCES = PLANTED.map(([sentence]) => sentence).join("");
const AUTHOR = { externalId: "canary-author-id-52871", displayName: "欧阳金丝雀" };
const CANARIES = [...PLANTED.map(([, canary]) => canary), AUTHOR.externalId, AUTHOR.displayName];

const planted: RawPostInput = rawPostInput({
  externalId: "planted",
  title: `${CONTROL}，电话19912340077`,
  text: `${CONTROL}旁边的路灯坏了。${SENTENCES}请回复。`,
  author: AUTHOR,
  inReplyTo: { externalId: "v-1", url: null, text: SENTENCES },
  official: { status: "replied", replies: [{ text: `已联系，${SENTENCES}`, by: "锦和镇政府", at: null }] },
  extensions: { repost: { chain: [SENTENCES] } },
});
const edited = { ...planted, text: `${planted.text}再说一遍：${SENTENCES}`, collectedAt: "2026-05-07T00:00:00.000Z" };
/** Lines that are wrong where the personal data stands, so that an error which quotes the value would give it away. */
const WRONG = [
  JSON.stringify({ ...planted, externalId: "w1", postedAt: "19912340077" }),
  JSON.stringify({ ...planted, externalId: "w2", channel: "手机：199 1234 0088" }),
  JSON.stringify({ ...planted, externalId: "w3", url: "电话１９９１２３４００６６" }),
  JSON.stringify({ ...planted, externalId: "w4", withdrawn: "canary.orchard@example.com" }),
  '19912340077 "text"',
  '{"text": "电话", 19912340077}',
  "滕桂花",
];

const place = scratch();
const data = join(place.folder, "data");
const log: Buffer[] = [];
/** What was written, by where. */
const written = new Map<string, string>();
let lab: LabRun;

beforeAll(async () => {
  const stream = new PassThrough();
  stream.on("data", (chunk: Buffer) => log.push(chunk));
  lab = await startLabRun(place.folder, { posts: 3, log: stream });
  for (const { story } of lab.lab.platforms.values()) {
    const post = story.add();
    post.title = `${CONTROL}的电话19912340077`;
    post.text = `${CONTROL}旁边的路灯坏了。${SENTENCES}请回复。`;
    post.author.name = AUTHOR.displayName;
    story.answer(post.id);
    post.replies[0]!.text = `已联系，${SENTENCES}`;
  }
  const { api, store } = lab.application;
  const address = await api.listen({ host: "127.0.0.1", port: 0 });
  const config = join(place.folder, "county.yaml");
  writeFileSync(config, JSON.stringify({ storage: { embedded: { directory: data } } }));
  const beside = (words: string[], stdin = "") =>
    run([...words, "--config", config], { stdin, env: { HEARTBRIDGE_API: address } });
  const hand = async (lines: string[]) => {
    const { out, err } = await beside(["ingest", "-"], lines.join("\n"));
    written.set(`ingest of ${lines[0]}`.slice(0, 60), out + err);
    // While they are on their way, the queues hold them.
    for (let looks = 0, waiting = 1; waiting > 0; looks += 1) {
      waiting = (await store.archive.backlog()).batches;
      written.set(`tables, look ${looks} of ${waiting} batches`, await everyRow(data));
    }
  };
  await hand([JSON.stringify(planted), ...WRONG]);
  await hand([JSON.stringify(edited)]);
  await hand(WRONG);
  await lab.collected();

  const id = messageId(planted.source, planted.externalId);
  const paths = ["/v1/messages", "/v1/feed?after=0", `/v1/messages/${id}`, `/v1/messages/${id}/revisions`]
    .concat(["/v1/report", "/v1/admin/status", "/v1/admin/sources", "/v1/admin/dead", "/v1/admin/audit", "/metrics"])
    // Somebody looks for a number: neither the answer nor the log may repeat it.
    .concat([`/v1/messages?q=19912340077`])
    .concat([`/v1/groups/${id}`, "/openapi.json"]);
  for (const url of paths) written.set(url, (await api.inject({ method: "GET", url })).payload);
  const commands = [["export"], ["export", "--format", "csv"], ["feed"], ["report"], ["status"], ["dead", "list"]];
  for (const words of commands) {
    const { out, err } = await beside(words);
    written.set(words.join(" "), out + err);
  }
  written.set("tables at the end", await everyRow(data));
  written.set("log", Buffer.concat(log).toString("utf8"));
}, PATIENCE);
afterAll(async () => {
  await lab?.stop();
  place.remove();
}, PATIENCE);

/** Width, case, and what stands between the digits of a number are no hiding place. */
const bare = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\s\u200b-\u200d\u2060\ufeff._·-]/g, "")
    .toLowerCase();

describe("personal data that was planted", () => {
  it("is searched for where the words beside it are found", () => {
    for (const where of [
      "/v1/messages",
      "/v1/feed?after=0",
      "export",
      "export --format csv",
      "feed",
      "tables at the end",
    ]) {
      expect(written.get(where), where).toContain(CONTROL);
    }
    expect(filesHolding(data, CONTROL)).not.toEqual([]);
    expect(written.get("log")!.length).toBeGreaterThan(1_000);
    expect(written.get("/v1/admin/dead")).toContain("not-a-raw-post");
  });

  it("came in by every connector", async () => {
    const { items } = await lab.application.store.messages.search({
      q: CONTROL,
      sort: "recordedAt",
      descending: false,
      limit: 100,
    });
    const sources = new Set(items.map(({ source }) => source.name));
    expect([...sources].sort()).toEqual(["county", "douyin", "province", "rednet", "weibo"]);
  });

  it.each(CANARIES)("%s stands in no record, answer, export, log, metric, error or table", (canary) => {
    const found = [...written].flatMap(([where, text]) => {
      const at = bare(text).indexOf(bare(canary));
      return at === -1 ? [] : [`${where}: …${bare(text).slice(Math.max(0, at - 60), at + 60)}…`];
    });
    expect(found).toEqual([]);
  });

  it.each(CANARIES)("%s stands in no file of the data folder, in no spelling that was planted", (canary) => {
    const spellings = [
      canary,
      ...PLANTED.filter(([, one]) => one === canary).map(([sentence]) => sentence.slice(2, -1)),
    ];
    for (const spelling of spellings)
      expect({ spelling, files: filesHolding(data, spelling) }).toEqual({ spelling, files: [] });
  });

  it("is there in full for whoever may open the original", async () => {
    const id = messageId(planted.source, planted.externalId);
    const { payload } = await lab.application.api.inject({ method: "GET", url: `/v1/messages/${id}/original` });
    expect(JSON.parse(payload)).toMatchObject({ id, title: edited.title, text: edited.text, author: AUTHOR });
  });
});
