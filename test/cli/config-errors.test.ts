import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { scratch } from "../support/scratch.ts";
import { run } from "./run.ts";

const { folder, remove } = scratch();
afterAll(remove);

describe("a wrong configuration", () => {
  writeFileSync(
    join(folder, "wrong.yaml"),
    JSON.stringify({
      county: { divisoin: "431226" },
      api: { port: "eighty" },
      privacy: { sealKey: `$\{UNSET_KEY}` },
      sources: [{ name: "x", connector: "no-such-platform" }],
    }),
  );

  it.each([["check"], ["start"], ["status"], ["ingest"]])("stops %s with exit 2 and every fault", async (command) => {
    const { code, out, err } = await run([command, "--config", "wrong.yaml"], { cwd: folder });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(
      /api\.port\n\s+expected {2}a whole number from 0 to 65535\n\s+found {5}"eighty"\n\s+to mend {3}/,
    );
    expect(err).toContain('did you mean "division"?');
    expect(err).toContain("UNSET_KEY is not set");
    expect(err).toMatch(/provincial-board, rednet, weibo, douyin, county-site\n\s+found {5}"no-such-platform"/);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it("names a file that is not there", async () => {
    const { code, err } = await run(["check", "--config", "absent.yaml"], { cwd: folder });
    expect(code).toBe(2);
    expect(err).toContain(join(folder, "absent.yaml"));
  });

  it("is found in config/default.yaml of the working directory, too", async () => {
    mkdirSync(join(folder, "here", "config"), { recursive: true });
    writeFileSync(join(folder, "here", "config", "default.yaml"), "colour: red");
    expect(await run(["check"], { cwd: join(folder, "here") })).toMatchObject({ code: 2 });
  });
});

describe("a right configuration", () => {
  writeFileSync(join(folder, "right.yaml"), "sources: []");

  it("passes check, which asks nobody where there is no source", async () => {
    const { code, out } = await run(["check", "--config", "right.yaml"], { cwd: folder });
    expect({ code, out }).toEqual({ code: 0, out: "no sources are configured\n" });
  });

  it.each([
    [["check", "province"], 'has no source "province"'],
    [["start", "--roles", "api"], "needs all roles"],
  ])("%j is wrong use", async (words, said) => {
    const { code, err } = await run([...words, "--config", "right.yaml"], { cwd: folder });
    expect(code).toBe(2);
    expect(err).toContain(said);
  });

  it("an address in HEARTBRIDGE_API that is none is named", async () => {
    const env = { HEARTBRIDGE_API: "localhost" };
    const { code, err } = await run(["status", "--config", "right.yaml"], { cwd: folder, env });
    expect(code).toBe(2);
    expect(err).toContain("HEARTBRIDGE_API: expected an address");
  });
});
