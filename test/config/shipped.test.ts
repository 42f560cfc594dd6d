import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { connectors } from "../../connectors/registry.ts";
import { startLab } from "../../lab/lab.ts";
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
    const lab = await startLab({ seed: 1, posts: 1, now: () => new Date("2026-03-02T00:00:00.000Z") });
    try {
      const config = loadConfig({
        path: join(packageRoot(), "config", "demo.yaml"),
        env: { ...lab.environment, DEMO_DIRECTORY: elsewhere, DEMO_PORT: "8499" },
        connectors,
      });
      expect(config.network.allowPrivate).toEqual(["127.0.0.0/8", "::1/128"]);
      expect(config.api.port).toBe(8499);
      expect(config.sources.map(({ name }) => name)).toEqual([...lab.platforms.keys()]);
      for (const { name, settings, pace } of config.sources) {
        const platform = lab.platforms.get(name);
        expect(settings).toMatchObject({ baseUrl: platform?.origin });
        expect(
          Object.keys(connectors[platform?.connector ?? ""]?.settings.parse(platform?.settings()) as object),
        ).toEqual(Object.keys(settings as object));
        expect(pace.minInterval).toBeLessThanOrEqual(50);
      }
    } finally {
      await lab.stop();
    }
  });
});
