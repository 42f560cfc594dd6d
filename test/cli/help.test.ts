import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/cli/command-list.ts";
import { run } from "./run.ts";

describe("help", () => {
  it("lists every command", async () => {
    const { code, out } = await run(["--help"]);
    expect(code).toBe(0);
    expect(out).toMatchSnapshot();
  });

  it.each(COMMANDS.map(({ name }) => name))(
    "of %s goes to stdout, with examples that begin with the program's name",
    async (name) => {
      const { code, out, err } = await run([name, "--help"]);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out.split("Examples:\n")[1]).toContain(`heartbridge ${name}`);
      expect(out).toMatchSnapshot();
    },
  );

  it.each([
    ["sources", "backfill", "--since"],
    ["dead", "drop", "--yes"],
    ["classifier", "train", "--out"],
  ])("of %s %s names its options", async (command, sub, option) => {
    const { out } = await run([command, sub, "--help"]);
    expect(out).toContain(option);
    expect(out).toContain("--config");
  });

  it("prints the version", async () => {
    expect((await run(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("wrong use", () => {
  it.each([
    [["clasify"], "classify"],
    [["ingst", "x.jsonl"], "ingest"],
    [["exprot"], "export"],
    [["ingest", "--wiat", "x.jsonl"], "--wait"],
    [["export", "--formt", "csv"], "--format"],
    [["feed", "--aftr", "3"], "--after"],
    [["try", "province", "--limt", "3"], "--limit"],
    [["start", "--confg", "x.yaml"], "--config"],
    [["sources", "puase", "x"], "pause"],
  ])("%j exits 2 and suggests %s", async (words, near) => {
    const { code, err, out } = await run(words);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(`Did you mean ${near}?`);
  });

  it.each([
    [["feed", "--after", "minus"], "whole number"],
    [["export", "--since", "yesterday"], "2026-03-02"],
    [["export", "--format", "pdf"], "jsonl, csv, xlsx"],
    [["start", "--roles", "collect,sleep"], '"sleep"'],
    [["parse", "weibo", "mentions", "x", "--settings", "[]"], "JSON object"],
    [["try"], "source"],
    [["dead", "replay"], "--all"],
    [["erase"], "--id"],
    [["erase", "--id", "a", "--source", "b"], "--id"],
  ])("%j exits 2 and says what is expected", async (words, expected) => {
    const { code, err } = await run(words);
    expect(code).toBe(2);
    expect(err).toContain(expected);
  });

  it("without a command shows the help on stderr", async () => {
    const { code, out, err } = await run([]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("classify");
  });
});
