import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../cli/run.ts";

/** A longer file must say in its head why it is one. */
const MOST_LINES = 400;
const HEAD_LINES = 30;

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}

describe("the code", () => {
  it(`has no file over ${MOST_LINES} lines, but where its head says why it is one file`, () => {
    const long = ["src", "connectors", "workers", "lab"].flatMap(sources).filter((file) => {
      const lines = readFileSync(file, "utf8").split("\n");
      return lines.length > MOST_LINES && !/one file/i.test(lines.slice(0, HEAD_LINES).join("\n"));
    });
    expect(long).toEqual([]);
  });
});

describe("README.md", () => {
  const readme = readFileSync("README.md", "utf8");
  const used = [...readme.matchAll(/\bheartbridge ([a-z]+)((?: --?[\w-]+| [^\s`#]+)*)/g)];

  it("shows only commands and options that the program has", async () => {
    expect(used.length).toBeGreaterThan(5);
    const helps = new Map<string, string>();
    for (const [line, command, rest] of used) {
      if (!helps.has(command!)) {
        const { code, out } = await run([command!, "--help"]);
        expect({ line, code }).toEqual({ line, code: 0 });
        helps.set(command!, out);
      }
      for (const [option] of rest!.matchAll(/--[\w-]+/g))
        expect(`${line}: ${helps.get(command!)}`).toContain(` ${option}`);
    }
  });

  it("shows only npm scripts that package.json has", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/npm (?:run ([\w:]+)|(test)\b)/g)].map(([, script, test]) => script ?? test!);
    expect(named).toContain("demo");
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  it("links only to files that are there", () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)/g)]
      .map(([, target]) => target!)
      .filter((target) => !/^\w+:/.test(target));
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((target) => !fileOrFolder(target))).toEqual([]);
  });
});

function fileOrFolder(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EISDIR";
  }
}
