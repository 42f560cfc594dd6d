import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable, Writable } from "node:stream";
import { afterAll, describe, expect, it } from "vitest";
import { runCli } from "../../src/cli/run.ts";
import { jsonLines, run } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "heartbridge-texts-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Masked {
  readonly id?: string;
  readonly text: string;
  readonly redactions: readonly { readonly type: string; readonly start: number; readonly end: number }[];
}

describe("mask", () => {
  it("gives offsets in UTF-16 units of the input", async () => {
    const text = "😀 请打13812345678，谢谢";
    const { code, out } = await run(["mask"], { stdin: JSON.stringify({ id: "a", text }) });
    const [line] = jsonLines<Masked>(out);
    expect(code).toBe(0);
    expect(line?.id).toBe("a");
    expect(line?.text).not.toContain("13812345678");
    expect(line?.redactions.map(({ type, start, end }) => [type, text.slice(start, end)])).toEqual([
      ["phone", "13812345678"],
    ]);
  });

  it("reads a file, and - as stdin", async () => {
    writeFileSync(join(folder, "texts.jsonl"), '\ufeff{"text":"路灯坏了"}\n\n{"text":"水管漏水"}');
    const fromFile = await run(["mask", "texts.jsonl"], { cwd: folder });
    expect(jsonLines<Masked>(fromFile.out).map(({ text }) => text)).toEqual(["路灯坏了", "水管漏水"]);
    expect(jsonLines((await run(["mask", "-"], { stdin: '{"text":"路灯坏了"}\n' })).out)).toHaveLength(1);
  });

  it("gives a number for an id back as it was", async () => {
    const { out } = await run(["mask"], { stdin: '{"id":7,"text":"路灯坏了"}\n' });
    expect(jsonLines(out)).toEqual([{ id: 7, text: "路灯坏了", redactions: [] }]);
  });

  it("does not break a line at a line separator within a text", async () => {
    const { out } = await run(["mask"], { stdin: '{"text":"一\u2028二"}\n' });
    expect(jsonLines<Masked>(out)[0]?.text).toBe("一\u2028二");
  });

  it("reports each wrong line with number and path, goes on with the others, and exits 1", async () => {
    const notUtf8 = Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xb5, 0xc6]), Buffer.from('"}\n')]);
    const stdin = Buffer.concat([Buffer.from('{"text":1}\nnot json\n'), notUtf8, Buffer.from('{"text":"好"}\n')]);
    const { code, out, err } = await run(["mask"], { stdin });
    expect(code).toBe(1);
    expect(jsonLines(out)).toHaveLength(1);
    expect(err).toContain("line 1: text: ");
    expect(err).toContain("line 2: not JSON");
    expect(err).toContain("line 3: not UTF-8");
  });

  it("ends quietly with exit 0 when nobody reads its output any more", async () => {
    const gone = Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done(gone) });
    const stderr = new PassThrough();
    const stdin = Readable.from(Array.from({ length: 50 }, () => Buffer.from('{"text":"路灯坏了"}\n')));
    expect(await runCli(["mask"], { stdin, stdout, stderr, env: {}, cwd: folder })).toBe(0);
    expect(stderr.read()).toBeNull();
  });

  it("names a file that is not there", async () => {
    const { code, err } = await run(["mask", "absent.jsonl"], { cwd: folder });
    expect(code).toBe(1);
    expect(err).toContain("absent.jsonl cannot be read (ENOENT)");
    expect(err).not.toMatch(/\n\s+at /);
  });
});

describe("classify", () => {
  it("gives kind, field, urgency, division and place as a message holds them", async () => {
    const line = {
      id: "a",
      title: "锦和镇新桥头路灯不亮",
      text: "新桥头的路灯坏了两个月，晚上走路看不清，请派人来修。",
    };
    const { code, out } = await run(["classify"], { stdin: JSON.stringify(line) });
    expect(code).toBe(0);
    expect(jsonLines(out)).toEqual([
      {
        id: "a",
        kind: expect.stringMatching(/^(complaint|help)$/),
        field: { code: expect.any(String), label: expect.any(String), confidence: expect.any(Number) },
        urgency: { level: expect.any(String), confidence: expect.any(Number), reasons: expect.any(Array) },
        division: "431226",
        place: expect.objectContaining({ division: "431226", name: "锦和镇" }),
      },
    ]);
  });

  it("gives reasons that are words of the masked message", async () => {
    const text = "我是13812345678，楼里煤气泄漏，老人昏倒了，快救命";
    const masked = jsonLines<Masked>((await run(["mask"], { stdin: JSON.stringify({ text }) })).out)[0]!.text;
    const { out } = await run(["classify"], { stdin: JSON.stringify({ text }) });
    const [line] = jsonLines<{ urgency: { level: string; reasons: { text: string }[] } }>(out);
    expect(line?.urgency.level).toBe("critical");
    expect(line?.urgency.reasons.length).toBeGreaterThan(0);
    for (const reason of line?.urgency.reasons ?? []) expect(masked).toContain(reason.text);
  });
});

describe("group", () => {
  it("links the same words, and leaves a different matter alone", async () => {
    const text = "新桥头的路灯坏了两个月，晚上走路看不清，请派人来修，谢谢各位领导。";
    const lines = [
      { id: "a", text },
      { id: "b", text: "县一中食堂的饭菜这个学期涨了两次价，能不能公布成本，让家长放心？" },
      { id: "c", text },
    ];
    const { code, out } = await run(["group"], { stdin: lines.map((line) => JSON.stringify(line)).join("\n") });
    expect(code).toBe(0);
    expect(jsonLines(out)).toEqual([
      { id: "a", group: "a", relation: "none", similarity: null },
      { id: "b", group: "b", relation: "none", similarity: null },
      { id: "c", group: "a", relation: "exact", similarity: 1 },
    ]);
  });

  it("refuses an id that came before", async () => {
    const { code, out, err } = await run(["group"], { stdin: '{"id":"a","text":"一"}\n{"id":"a","text":"二"}\n' });
    expect(code).toBe(1);
    expect(err).toContain("line 2: id: expected an id that no earlier line has");
    expect(jsonLines(out)).toHaveLength(1);
  });
});

describe("classifier", () => {
  it("measures each class on labelled lines", async () => {
    const rows = [
      { id: "1", text: "楼里煤气泄漏，老人昏倒了，快救命", urgency: "critical" },
      { id: "2", text: "建议在公园里多种一些花", urgency: "low" },
    ];
    writeFileSync(join(folder, "labelled.jsonl"), rows.map((row) => JSON.stringify(row)).join("\n"));
    const { code, out } = await run(["classifier", "evaluate", "labelled.jsonl"], { cwd: folder });
    expect(code).toBe(0);
    expect(out).toMatch(/^urgency\s+precision\s+recall\s+F1\s+lines\n/);
    expect(out).toMatch(/critical\s+1\.000/);
  });

  it("asks for lines of two fields before it trains", async () => {
    const { code, err } = await run(["classifier", "train", "labelled.jsonl", "--out", "model.json"], { cwd: folder });
    expect(code).toBe(1);
    expect(err).toContain("at least two fields");
  });

  it("names the line whose field is not in the taxonomy, and trains nothing", async () => {
    writeFileSync(join(folder, "wrong.jsonl"), '{"id":"1","text":"路灯坏了","field":"路灯"}');
    const { code, err } = await run(["classifier", "train", "wrong.jsonl", "--out", "wrong.json"], { cwd: folder });
    expect(code).toBe(1);
    expect(err).toContain("line 1: field: expected a field of the taxonomy: 城乡建设");
  });

  it("trains a model that evaluate takes", async () => {
    const lamp = Array.from({ length: 30 }, (_, n) => ({
      id: `l${n}`,
      field: "城乡建设",
      text: `第${n}盏路灯坏了，晚上一片漆黑，请派人来修路灯`,
    }));
    const school = Array.from({ length: 30 }, (_, n) => ({
      id: `s${n}`,
      field: "教育文体",
      text: `第${n}中学的老师乱收补课费，家长们很有意见`,
    }));
    writeFileSync(join(folder, "fields.jsonl"), [...lamp, ...school].map((row) => JSON.stringify(row)).join("\n"));
    expect(await run(["classifier", "train", "fields.jsonl", "--out", "model.json"], { cwd: folder })).toMatchObject({
      code: 0,
    });
    const { out } = await run(["classifier", "evaluate", "fields.jsonl", "--model", "model.json", "--json"], {
      cwd: folder,
    });
    expect(JSON.parse(out)).toMatchObject({ field: { rows: 60 }, urgency: null });
  });
});
