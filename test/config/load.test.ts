import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { ConfigError, type ConfigProblem } from "../../src/config/problem.ts";
import { connectors } from "./connectors.ts";

const folder = mkdtempSync(join(tmpdir(), "heartbridge-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

function load(yaml: string, env: NodeJS.ProcessEnv = {}) {
  writeFileSync(join(folder, "county.yaml"), yaml);
  return loadConfig({ path: "county.yaml", env, connectors, cwd: folder });
}

function problemsOf(yaml: string, env: NodeJS.ProcessEnv = {}): readonly ConfigProblem[] {
  try {
    load(yaml, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const HEX = "0f".repeat(32);

describe("a right configuration", () => {
  it("has a default for every key", () => {
    const config = load("");
    expect(config).toMatchObject({
      county: { division: "431226", name: "麻阳苗族自治县", timezone: "Asia/Shanghai" },
      storage: { kind: "embedded", directory: join(folder, "data") },
      queue: { kind: "embedded" },
      api: { host: "127.0.0.1", port: 8420, tokens: [] },
      privacy: { authorKey: null, sealKey: null, keepOriginalDays: 180, keepMessageDays: 1095 },
      network: { allowPrivate: [] },
      archive: { keepDays: 30 },
      urgency: { due: { critical: "2h", normal: "7wd" } },
      sources: [],
    });
  });

  it("reads keys of 32 bytes as hex and as base64", () => {
    const base64 = Buffer.from(HEX, "hex").toString("base64");
    const { privacy } = load(`privacy: { authorKey: "\${A}", sealKey: ${base64} }`, { A: HEX });
    expect(privacy.authorKey?.toString("hex")).toBe(HEX);
    expect(privacy.sealKey?.toString("hex")).toBe(HEX);
  });

  it("takes the connector's pace and lets single values be replaced", () => {
    const [source] = load(
      `sources: [{ name: a, connector: rednet, every: 10m, budget: 100/d, pace: { minInterval: 20ms },
                   settings: { baseUrl: "https://example.org" } }]`,
    ).sources;
    expect(source).toEqual({
      name: "a",
      connector: "rednet",
      everyMs: 600_000,
      every: "10m",
      budget: { amount: 100, periodMs: 86_400_000, text: "100/d" },
      pace: { minInterval: 20, concurrency: 1, detailsPerHour: 60 },
      settings: { baseUrl: "https://example.org", lists: ["/list"] },
    });
  });

  it("replaces variables within a text, in numbers, and leaves $${ alone", () => {
    const config = load(`{ county: { name: "\${A} 县 $\${B}" }, api: { port: "\${PORT}" } }`, {
      A: "麻阳",
      PORT: "8500",
    });
    expect(config.county.name).toBe(`麻阳 县 $\{B}`);
    expect(config.api.port).toBe(8500);
  });

  it("reads a secret from a file, trims it, and counts it among what no log may show", () => {
    writeFileSync(join(folder, "secret"), `${HEX}\n`);
    const config = load(`privacy: { sealKey: "\${file:${join(folder, "secret")}}" }`);
    expect(config.privacy.sealKey?.toString("hex")).toBe(HEX);
    expect(config.secrets).toEqual([HEX]);
  });

  it("does not count an ordinary variable among the secrets", () => {
    const source = `sources: [{ name: a, connector: rednet, settings: { baseUrl: "\${LAB}" } }]`;
    expect(load(source, { LAB: "http://127.0.0.1:1234" }).secrets).toEqual([]);
  });

  it("reads mongodb and redis", () => {
    const config = load(
      `{ storage: { mongodb: { url: "mongodb://db" } }, queue: { redis: { url: "redis://q" } },
         privacy: { authorKey: ${HEX}, sealKey: ${HEX} } }`,
    );
    expect(config.storage).toEqual({ kind: "mongodb", url: "mongodb://db", database: "heartbridge" });
    expect(config.queue).toEqual({ kind: "redis", url: "redis://q" });
  });
});

describe("a wrong configuration", () => {
  it("tells every fault at once, each with its path", () => {
    const problems = problemsOf(
      `{ county: { divisoin: "431226" }, api: { port: eighty }, privacy: { sealKey: "\${UNSET_KEY}" },
         sources: [{ name: x, connector: no-such-platform, every: soon, settings: {} }], colour: red }`,
    );
    expect(problems.map((problem) => problem.path).sort()).toEqual([
      "api.port",
      "colour",
      "county.divisoin",
      "privacy.sealKey",
      "sources[0].connector",
      "sources[0].every",
    ]);
  });

  it("says what was expected, what was found and how to mend it", () => {
    expect(problemsOf("api: { port: eighty }")).toEqual([
      {
        path: "api.port",
        expected: "a whole number from 0 to 65535",
        found: '"eighty"',
        mend: "correct api.port (8420 unless told)",
      },
    ]);
  });

  it("gives the schema's example", () => {
    expect(problemsOf("county: { division: 4312 }")[0]?.mend).toBe('correct county.division, for example "431226"');
  });

  it("names the key that was probably meant", () => {
    const [problem] = problemsOf('county: { divisoin: "431226" }');
    expect(problem?.found).toBe('the unknown key "divisoin"');
    expect(problem?.mend).toContain('did you mean "division"?');
  });

  it("names an unset variable together with its key", () => {
    const [problem] = problemsOf(`privacy: { authorKey: "\${UNSET_KEY}" }`);
    expect(problem).toMatchObject({ path: "privacy.authorKey", found: "UNSET_KEY is not set" });
  });

  it("names a secret's file that cannot be read", () => {
    const [problem] = problemsOf(`privacy: { sealKey: "\${file:/nowhere/seal}" }`);
    expect(problem?.found).toBe("/nowhere/seal cannot be read (ENOENT)");
  });

  it.each([
    ["a written key", "privacy: { sealKey: hunter2hunter2 }", {}],
    ["a key from a variable", `privacy: { sealKey: "\${S}" }`, { S: "hunter2hunter2" }],
    [
      "a connector's token",
      "sources: [{ name: a, connector: rednet, settings: { baseUrl: 'http://a', accessToken: hunter2 } }]",
      {},
    ],
    ["an address with a password", "storage: { mongodb: { url: 'http://u:hunter2@h' } }", {}],
  ])("never shows %s", (_, yaml, env) => {
    const problems = problemsOf(yaml, env);
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toContain("hunter2");
  });

  it("tells a setting's fault by the connector's own schema", () => {
    const [first, second] = problemsOf(
      "sources: [{ name: a, connector: rednet, settings: { baseUrl: nowhere, list: [] } }]",
    );
    expect(first).toMatchObject({ path: "sources[0].settings.baseUrl", found: '"nowhere"' });
    expect(first?.mend).toContain("the board's address");
    expect(second).toMatchObject({ path: "sources[0].settings.list" });
    expect(second?.mend).toContain('did you mean "lists"?');
  });

  it("lists the known connectors where one is unknown", () => {
    const [problem] = problemsOf("sources: [{ name: a, connector: rednte }]");
    expect(problem).toMatchObject({
      path: "sources[0].connector",
      expected: "one of rednet",
      mend: "did you mean rednet?",
    });
  });

  it("refuses a name that two sources have", () => {
    const one = "{ name: a, connector: rednet, settings: { baseUrl: 'http://a' } }";
    const [problem] = problemsOf(`sources: [${one}, ${one}]`);
    expect(problem).toMatchObject({ path: "sources[1].name", found: '"a", which is also sources[0].name' });
  });

  it.each([
    ["network: { allowPrivate: [127.0.0.0/99] }", "network.allowPrivate[0]"],
    ["network: { allowPrivate: [localhost] }", "network.allowPrivate[0]"],
    ["county: { timezone: Mars/Olympus }", "county.timezone"],
    ["sources: [{ name: a/b, connector: rednet, settings: { baseUrl: 'http://a' } }]", "sources[0].name"],
    ["sources: [{ name: a, connector: rednet, budget: many, settings: { baseUrl: 'http://a' } }]", "sources[0].budget"],
    ["sources: [{ name: a, connector: rednet, every: 0s, settings: { baseUrl: 'http://a' } }]", "sources[0].every"],
    ["storage: { embedded: {}, mongodb: { url: 'mongodb://a' } }", "storage"],
    ["urgency: { due: { low: 90wd } }", "urgency.due.low"],
    ["counties: []", "counties"],
    ["42", "(the whole file)"],
  ])("refuses %s", (yaml, path) => {
    expect(problemsOf(yaml).map((problem) => problem.path)).toContain(path);
  });

  it("asks for both keys and a queue where the storage is not embedded", () => {
    const paths = problemsOf("storage: { mongodb: { url: 'mongodb://a' } }").map((problem) => problem.path);
    expect(paths).toEqual(["privacy.authorKey", "privacy.sealKey", "queue"]);
  });

  it("points to the line of a text that is no YAML", () => {
    const [problem] = problemsOf("api:\n  port: [1\n");
    expect(problem).toMatchObject({ path: join(folder, "county.yaml"), expected: "YAML" });
    expect(problem?.found).toMatch(/line [23]/);
  });

  it("names a file that is not there", () => {
    const run = () => loadConfig({ path: "absent.yaml", env: {}, connectors, cwd: folder });
    expect(run).toThrow(ConfigError);
    try {
      run();
    } catch (error) {
      expect((error as ConfigError).problems[0]?.path).toContain("absent.yaml");
    }
  });
});
