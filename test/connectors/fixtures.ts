import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { AnyConnector } from "../../src/connector/connector.ts";

/** When every saved page counts as received: a Friday noon in Beijing. */
const RECEIVED = new Date("2026-03-20T04:00:00.000Z");

/**
 * Holds a connector's saved pages to the posts that stand beside them as `<page>.expected.json`. A page's name begins
 * with its payload kind, and tells what is special about it.
 * @param request what was asked beyond the address, by file name; `{}` for others
 */
export function assertFixtures(
  connector: AnyConnector,
  settings: Record<string, unknown>,
  request: Readonly<Record<string, Record<string, string>>> = {},
): void {
  const folder = new URL(`../../connectors/${connector.id}/fixtures/`, import.meta.url);
  const pages = readdirSync(folder).filter((file) => !file.endsWith(".expected.json"));
  it.each(pages)("%s gives what stands beside it", async (file) => {
    const kind = file.split("-")[0] as string;
    const payload = {
      kind,
      url: "https://example.org/",
      request: request[file] ?? {},
      contentType: file.endsWith(".html") ? "text/html; charset=utf-8" : "application/json",
      body: readFileSync(new URL(file, folder)),
      collectedAt: RECEIVED,
    };
    const parse = connector.kinds[kind];
    if (parse === undefined) throw new Error(`${file}: ${connector.id} has no payload kind ${kind}`);
    const parsed = parse(payload, { source: "test-source", settings: connector.settings.parse(settings) });
    const expected = new URL(`${file}.expected.json`, folder);
    await expect(`${JSON.stringify(parsed, null, 2)}\n`).toMatchFileSnapshot(expected.pathname);
  });
}
