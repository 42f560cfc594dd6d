import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { connectors } from "../../connectors/registry.ts";

/** Keys in the first column of the README's table of settings: every word in back quotes there. */
function documentedKeys(readme: string): string[] {
  const table = /^\| (?:key|setting) \|.*\n\|[-| ]+\|\n((?:\|.*\n)+)/m.exec(readme)?.[1] ?? "";
  return table
    .split("\n")
    .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map(([, key = ""]) => key));
}

describe.each(Object.entries(connectors))("the README of %s", (name, connector) => {
  const readme = readFileSync(`connectors/${name}/README.md`, "utf8");
  const { shape } = z.instanceof(z.ZodObject).parse(connector.settings);

  it("has every setting in its table, and no other", () => {
    expect(documentedKeys(readme).sort()).toEqual(Object.keys(shape).sort());
  });

  it("gives the defaults that the program has", () => {
    const table = readme
      .split("\n")
      .filter((line) => line.startsWith("|"))
      .join("\n");
    for (const [key, setting] of Object.entries(shape)) {
      const value: unknown = z.instanceof(z.ZodType).parse(setting).safeParse(undefined).data;
      if (typeof value === "string" && value !== "") expect(table, key).toContain(value);
      if (typeof value === "number") expect(table, key).toMatch(written(value));
    }
  });

  it("says what nobody has confirmed", () => {
    expect(readme).toMatch(/^## (?:Guesses|Assumptions|What is assumed)$/m);
  });
});

/** A duration as an operator writes it. */
function written(milliseconds: number): RegExp {
  const minutes = milliseconds / 60_000;
  return new RegExp(`\\b(?:${minutes}m|${minutes / 60}h|${minutes / (24 * 60)}d)\\b`);
}
