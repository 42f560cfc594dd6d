import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { satisfies } from "./semver.ts";

/** The oldest Node that the project promises to run on, and the newer lines that it must not break on. */
const PROMISED = ["20.20.0", "22.13.0", "24.0.0"];

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly engines?: { readonly node?: string } | readonly string[];
  readonly link?: boolean;
  readonly optional?: boolean;
}
const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Locked> };
const packages = Object.entries(lock.packages).filter(([path]) => path !== "");
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, Record<string, string>>;
const direct = { ...manifest.dependencies, ...manifest.devDependencies };

function nodeRange({ engines }: Locked): string {
  if (engines === undefined) return "*";
  // Packages of the first years wrote a list: ["node >= 0.6"].
  if (Array.isArray(engines)) return engines.find((engine) => engine.startsWith("node"))?.slice("node".length) ?? "*";
  return (engines as { node?: string }).node ?? "*";
}

describe("the packages that are installed", () => {
  it.each(PROMISED)("all run on Node %s", (node) => {
    const refusing = packages
      .filter(([, locked]) => !satisfies(node, nodeRange(locked).trim()))
      .map(([path, locked]) => `${path} ${locked.version} wants node ${nodeRange(locked)}`);
    expect(refusing).toEqual([]);
  });

  it("are named without an address, so that every machine asks the registry that it is set to", () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  it("are pinned to a version", () => {
    expect(Object.entries(direct).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it("have a line each in docs/dependencies.md that says why", () => {
    const rows = readFileSync("docs/dependencies.md", "utf8")
      .split("\n")
      .flatMap((line) => /^\|([^|]+)\|[^|]+\|$/.exec(line)?.[1]?.split(",") ?? [])
      .map((name) => name.trim());
    const isNamed = (name: string) =>
      rows.some((row) => row === name || (row.endsWith("/*") && name.startsWith(row.slice(0, -1))));
    expect(Object.keys(direct).filter((name) => !isNamed(name))).toEqual([]);
    const gone = rows.filter(
      (row) => /^@?[a-z]/.test(row) && !row.endsWith("/*") && row !== "package" && !(row in direct),
    );
    expect(gone).toEqual([]);
  });
});
