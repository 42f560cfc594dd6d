import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { packageRoot } from "../../src/config/package-root.ts";
import { connectors } from "./connectors.ts";

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
