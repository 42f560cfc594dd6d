import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { connectors } from "../../connectors/registry.ts";
import { startCountySite } from "../../lab/county-site.ts";
import { startDouyin } from "../../lab/douyin.ts";
import type { LabPlatform } from "../../lab/platform.ts";
import { startProvincialBoard } from "../../lab/provincial-board.ts";
import { startRednet } from "../../lab/rednet.ts";
import { Story } from "../../lab/story.ts";
import { startWeibo } from "../../lab/weibo.ts";
import { loadConfig } from "../../src/config/load.ts";
import { packageRoot } from "../../src/config/package-root.ts";

const elsewhere = mkdtempSync(join(tmpdir(), "heartbridge-elsewhere-"));
afterAll(() => rmSync(elsewhere, { recursive: true }));

describe("the shipped default", () => {
  const config = loadConfig({ env: {}, connectors, cwd: elsewhere });

  it("is read where the working directory has no configuration of its own", () => {
    expect(config.file).toBe(join(packageRoot(), "config", "default.yaml"));
    expect(config.storage).toEqual({ kind: "embedded", directory: join(elsewhere, "data") });
  });

  it("is closed: no source, no token, loopback only, no private address", () => {
    expect(config).toMatchObject({
      sources: [],
      api: { host: "127.0.0.1", tokens: [] },
      privacy: { authorKey: null, sealKey: null },
      network: { allowPrivate: [] },
    });
  });
});

describe("the shipped default's commented sources", () => {
  it("are right as they stand, one for each connector", () => {
    const text = readFileSync(join(packageRoot(), "config", "default.yaml"), "utf8");
    const examples = text
      .split("\n")
      .filter((line) => /^# {3}(- name:| {2,})/.test(line))
      .map((line) => line.slice(2));
    const file = join(elsewhere, "examples.yaml");
    writeFileSync(
      file,
      `sources:\n${examples.slice(examples.findIndex((line) => line.includes("- name: weibo"))).join("\n")}`,
    );
    const names = [
      "WEIBO_TOKEN",
      "DOUYIN_CLIENT_KEY",
      "DOUYIN_CLIENT_SECRET",
      "DOUYIN_OPEN_ID",
      "DOUYIN_REFRESH_TOKEN",
    ];
    const env = Object.fromEntries(names.map((name) => [name, "given"]));
    const { sources } = loadConfig({ path: file, env, connectors });
    expect(sources.map(({ connector }) => connector).sort()).toEqual(Object.keys(connectors).sort());
  });
});

describe("the demo's configuration", () => {
  it("points each connector at its imitation, with the settings that the imitation asks for", async () => {
    const now = () => new Date("2026-03-02T00:00:00.000Z");
    const story = (platform: LabPlatform["connector"]) => new Story({ platform, seed: 1, posts: 1, now });
    const labs: LabPlatform[] = [
      await startProvincialBoard({ story: story("provincial-board"), now }),
      await startRednet({ story: story("rednet"), now }),
      await startWeibo({ story: story("weibo"), now }),
      await startDouyin({ story: story("douyin"), now }),
      await startCountySite({ story: story("county-site"), now, layout: "table-gbk" }),
    ];
    try {
      const origins = labs.map(({ connector, origin }) => [`LAB_${connector.toUpperCase().replace("-", "_")}`, origin]);
      const refreshToken = labs.find(({ connector }) => connector === "douyin")?.settings().refreshToken;
      const own = { LAB_DOUYIN_REFRESH_TOKEN: String(refreshToken), DEMO_DIRECTORY: elsewhere, DEMO_PORT: "8499" };
      const config = loadConfig({
        path: join(packageRoot(), "config", "demo.yaml"),
        env: { ...Object.fromEntries(origins), ...own },
        connectors,
      });
      expect(config.network.allowPrivate).toEqual(["127.0.0.0/8", "::1/128"]);
      expect(config.api.port).toBe(8499);
      for (const lab of labs) {
        const source = config.sources.find(({ connector }) => connector === lab.connector);
        expect(source?.settings).toEqual(connectors[lab.connector]?.settings.parse(lab.settings()));
        expect(source?.pace.minInterval).toBeLessThanOrEqual(50);
      }
    } finally {
      await Promise.all(labs.map((lab) => lab.stop()));
    }
  });
});
