import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import excel from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LabPlatform } from "../../lab/platform.ts";
import { startRednet } from "../../lab/rednet.ts";
import { Story } from "../../lab/story.ts";
import { readConfig } from "../../src/cli/config.ts";
import { type Application, openApplication } from "../../src/daemon.ts";
import { createLogger } from "../../src/log.ts";
import type { Message } from "../../src/record/message.ts";
import { rawPostInput } from "../support/factories.ts";
import { scratch } from "../support/scratch.ts";
import { jsonLines, type RunOptions, run } from "./run.ts";

/** Making a database takes seconds, on a busy machine many. */
const PATIENCE = 180_000;

const { folder, remove } = scratch();
let lab: LabPlatform;
let application: Application;
let api = "";

/** Runs a command with the folder's configuration, beside the daemon. */
function beside(words: readonly string[], options: RunOptions = {}) {
  return run(words, { cwd: folder, ...options, env: { HEARTBRIDGE_API: api, ...options.env } });
}

/** Lines 1 to 4 of an input: a post whose title begins like a formula, a wrong one, an empty line, another post. */
const INPUT = [
  JSON.stringify(rawPostInput({ externalId: "1", title: "=1+1 路灯", text: '他说"坏了",\n请修' })),
  JSON.stringify(rawPostInput({ externalId: "2", postedAt: "no time" })),
  "",
  JSON.stringify(
    rawPostInput({ externalId: "3", title: "食堂涨价", text: "县一中食堂的饭菜这个学期涨了两次价，能不能公布成本？" }),
  ),
].join("\n");

beforeAll(async () => {
  const now = () => new Date();
  lab = await startRednet({ story: new Story({ platform: "rednet", seed: 7, posts: 5, now }), now });
  writeFileSync(join(folder, "posts.jsonl"), INPUT);
  writeFileSync(
    join(folder, "county.yaml"),
    JSON.stringify({
      storage: { embedded: { directory: join(folder, "data") } },
      network: { allowPrivate: ["127.0.0.0/8"] },
      sources: [{ name: "rednet", connector: "rednet", pace: { minInterval: "1ms" }, settings: lab.settings() }],
    }),
  );
}, PATIENCE);

afterAll(async () => {
  await application?.close(5000);
  await lab.stop();
  remove();
}, PATIENCE);

describe("without a daemon", () => {
  it("ingest does the work itself, reports a wrong line by number and path, and exits 1", async () => {
    const { code, out, err } = await run(["ingest", "posts.jsonl", "--config", "county.yaml", "--wait"], {
      cwd: folder,
    });
    expect(err).toContain("line 2: postedAt: ");
    expect(out).toMatch(/^accepted 2, rejected 1, in [\d.]+ s/);
    expect(code).toBe(1);
  }, 180_000);

  it("status reads the store, and says that no daemon runs", async () => {
    const { code, out } = await run(["status", "--config", "county.yaml"], { cwd: folder });
    expect(code).toBe(0);
    expect(out).toMatch(/daemon\s+not running\nmessages\s+2\n/);
  }, 60_000);
});

describe("beside a daemon", () => {
  beforeAll(async () => {
    const io = { ...process, env: {}, cwd: folder };
    const config = await readConfig(io, "county.yaml");
    application = await openApplication(config, { roles: ["work", "api"], log: createLogger({ level: "silent" }) });
    api = await application.api.listen({ host: "127.0.0.1", port: 0 });
  }, PATIENCE);

  it("a second process that finds no daemon is refused with the holder's pid", async () => {
    const { code, err } = await run(["status", "--config", "county.yaml"], { cwd: folder });
    expect(code).toBe(1);
    expect(err).toContain(`process ${process.pid}`);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it("a configuration of another folder is refused, with both named", async () => {
    writeFileSync(join(folder, "other.yaml"), JSON.stringify({ storage: { embedded: { directory: "./elsewhere" } } }));
    const { code, err } = await beside(["status", "--config", "other.yaml"]);
    expect(code).toBe(1);
    expect(err).toContain(join(folder, "data"));
    expect(err).toContain(join(folder, "elsewhere"));
  });

  it("ingest of the same posts again accepts them, and changes nothing", async () => {
    const before = (await beside(["feed"])).out;
    const { code, out } = await beside(["ingest", "-", "--wait", "--json"], { stdin: INPUT });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ accepted: 2, rejected: [{ line: 2, path: "postedAt" }] });
    expect((await beside(["feed"])).out).toBe(before);
  });

  it("a line that is not UTF-8 keeps no other from coming in", async () => {
    const stdin = Buffer.concat([Buffer.from([0xb5, 0xc6, 0x0a]), Buffer.from(INPUT)]);
    const { code, out, err } = await beside(["ingest", "--wait"], { stdin });
    expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining("accepted 2, rejected 2") });
    expect(err).toContain("line 1: not sent: the line is not UTF-8");
    expect(err).toContain("line 3: postedAt");
  });

  it("export gives each message once, in the order of recording", async () => {
    const { code, out } = await beside(["export", "--config", "county.yaml"]);
    expect(code).toBe(0);
    expect(jsonLines<Message>(out).map(({ source }) => source.externalId)).toEqual(["1", "3"]);
    expect((await beside(["export", "--until", "2000-01-01"])).out).toBe("");
  });

  it("export as csv is guarded against formulas and read as UTF-8 by spreadsheet programs", async () => {
    const { out, bytes } = await beside(["export", "--format", "csv"]);
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(out).toContain(",'=1+1 路灯,");
    expect(out).toContain('"他说""坏了"",\n请修"');
    expect(out.endsWith("\r\n")).toBe(true);
  });

  it("export as xlsx writes a workbook that opens", async () => {
    const { code } = await beside(["export", "--format", "xlsx", "--out", "out.xlsx"]);
    expect(code).toBe(0);
    const workbook = new excel.Workbook();
    await workbook.xlsx.load(readFileSync(join(folder, "out.xlsx")).buffer as ArrayBuffer);
    const sheet = workbook.getWorksheet("messages");
    const heads = (sheet?.getRow(1).values as string[]) ?? [];
    expect(sheet?.rowCount).toBe(3);
    expect(sheet?.getRow(2).getCell(heads.indexOf("title")).value).toBe("'=1+1 路灯");
  });

  it("an export that cannot be written leaves no file", async () => {
    const { code, err } = await beside(["export", "--out", "absent/out.jsonl"]);
    expect(code).toBe(1);
    expect(err).toContain("absent/out.jsonl cannot be written");
  });

  it("feed gives events after a seq, and follows until it is interrupted", async () => {
    const all = jsonLines<{ seq: number }>((await beside(["feed"])).out);
    expect(all.map(({ seq }) => seq)).toEqual([1, 2]);
    const end = new AbortController();
    const following = await beside(["feed", "--after", "1", "--follow"], {
      interrupt: end.signal,
      onOutput: () => end.abort(),
    });
    expect(following.code).toBe(0);
    expect(jsonLines<{ seq: number }>(following.out).map(({ seq }) => seq)).toEqual([2]);
  });

  it("report shows the figures by platform, field and township", async () => {
    const { out } = await beside(["report", "--from", "2000-01-01", "--to", "2100-01-01"]);
    expect(out).toMatch(/provincial-board\s+2\s+0\s+0\s+0/);
    expect(JSON.parse((await beside(["report", "--json"])).out)).toMatchObject({ received: 2 });
  });

  it("check asks each source, and try shows what would be stored and stores nothing", async () => {
    const checked = await beside(["check", "rednet", "--config", "county.yaml", "--json"]);
    expect({ code: checked.code, err: checked.err }).toEqual({ code: 0, err: expect.stringContaining("is right") });
    expect(JSON.parse(checked.out)).toContainEqual(expect.objectContaining({ source: "rednet", ok: true }));
    const tried = await beside(["try", "rednet", "--limit", "2", "--config", "county.yaml"]);
    expect(jsonLines<Message>(tried.out)).toHaveLength(2);
    expect(jsonLines((await beside(["export"])).out)).toHaveLength(2);
  }, 60_000);

  it("sources can be paused and resumed, and an unknown one is named", async () => {
    expect((await beside(["sources", "pause", "rednet"])).out).toContain("paused");
    expect((await beside(["sources", "resume", "rednet", "--json"])).out).toContain('"state":"ok"');
    const unknown = await beside(["sources", "pause", "nobody"]);
    expect({ code: unknown.code, err: unknown.err }).toEqual({ code: 1, err: expect.stringContaining("nobody") });
  });

  it("a dead letter is listed, shown, replayed, and dropped only where somebody said yes", async () => {
    const [letter] = JSON.parse((await beside(["dead", "list", "--json"])).out) as { id: string; path: string }[];
    expect(letter?.path).toBe("postedAt");
    expect((await beside(["dead", "show", letter!.id])).out).toContain("no time");
    expect(await beside(["dead", "replay", letter!.id])).toMatchObject({
      code: 1,
      out: expect.stringContaining("rejected"),
    });
    expect(await beside(["dead", "drop", "--all"])).toMatchObject({ code: 2, err: expect.stringContaining("--yes") });
    expect(await beside(["dead", "drop", "--all", "--yes"])).toMatchObject({ code: 0 });
    expect((await beside(["dead", "list"])).out).toBe("no dead letters\n");
  });

  it("erase finds a message by its platform's id, and it is gone", async () => {
    const words = ["erase", "--source", "province", "--external-id", "3"];
    expect(await beside(words)).toMatchObject({ code: 2, err: expect.stringContaining("--yes") });
    expect(await beside([...words, "--yes"])).toMatchObject({ code: 0, out: expect.stringContaining("is erased") });
    expect(jsonLines<Message>((await beside(["export"])).out).map(({ source }) => source.externalId)).toEqual(["1"]);
    expect(await beside([...words, "--yes"])).toMatchObject({ code: 1, err: expect.stringContaining("no message 3") });
  }, 60_000);
});
