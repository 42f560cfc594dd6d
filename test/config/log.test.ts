import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { AxiosError } from "axios";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { createLogger, type LogOptions } from "../../src/log.ts";
import { connectors } from "./connectors.ts";

function logged(use: (log: ReturnType<typeof createLogger>) => void, options: LogOptions = {}): string {
  const lines: string[] = [];
  use(createLogger({ level: "debug", destination: { write: (line) => lines.push(line) }, ...options }));
  return lines.join("");
}

describe("the log", () => {
  it("hides what is secret by its key at any depth", () => {
    const text = logged((log) =>
      log.info(
        {
          request: { headers: { Authorization: "Bearer s3cret-a", "set-cookie": ["s3cret-b"] } },
          sources: [
            {
              settings: { accessToken: "s3cret-c", clientSecret: "s3cret-d", signKey: "s3cret-e", appCode: "s3cret-f" },
            },
          ],
          privacy: { sealKey: Buffer.from("s3cret-g") },
          tokens: 3,
        },
        "configured",
      ),
    );
    expect(text).not.toContain("s3cret");
    expect(text).not.toContain(Buffer.from("s3cret-g").toString("base64"));
    expect(JSON.parse(text)).toMatchObject({ msg: "configured", tokens: 3, level: "info" });
  });

  it("hides secrets in errors, their causes and their own fields", () => {
    const cause = new AxiosError("failed", "ERR", {
      url: "https://example.org/list?access_token=s3cret-a&page=2",
      headers: { authorization: "Bearer s3cret-b" },
    } as never);
    const text = logged((log) =>
      log.error(new Error("no answer from mongodb://desk:s3cret-c@db/heartbridge", { cause })),
    );
    expect(text).not.toContain("s3cret");
    expect(text).toContain("page=2");
    expect(text).toContain("no answer from mongodb://");
  });

  it("hides secrets in what a child logger carries", () => {
    expect(logged((log) => log.child({ token: "s3cret" }).info("asked"))).not.toContain("s3cret");
  });

  it("hides known values wherever they stand, also in escaped and address form", () => {
    const secret = 'pass"word/with &';
    const text = logged(
      (log) => {
        log.info({ note: [secret] }, `asked with ${secret}`);
        log.info(`https://example.org/?q=${encodeURIComponent(secret)}`);
      },
      { secrets: [secret] },
    );
    expect(text).not.toContain("word");
  });

  it("shows nothing secret of a whole configuration", () => {
    const key = "0f".repeat(32);
    const settings = { baseUrl: "https://example.org", accessToken: "s3cret-s3cret" };
    const file = join(mkdtempSync(join(tmpdir(), "heartbridge-log-")), "county.yaml");
    const sources = [{ name: "board", connector: "rednet", settings }];
    writeFileSync(file, JSON.stringify({ privacy: { sealKey: `$\{SEAL}` }, sources }));
    const config = loadConfig({ path: file, env: { SEAL: key }, connectors });
    rmSync(dirname(file), { recursive: true });
    const text = logged((log) => log.info({ config }, `opened with ${key}`), { secrets: config.secrets });
    expect(text).not.toContain("s3cret");
    expect(text).not.toContain(key);
    expect(text).toContain("https://example.org");
  });

  it("survives circles, bytes and large numbers", () => {
    const circle: Record<string, unknown> = { big: 9007199254740993n };
    circle.self = circle;
    expect(JSON.parse(logged((log) => log.info(circle, "round")))).toMatchObject({ big: "9007199254740993" });
  });

  it("says so when the level is unknown, and goes on with info", () => {
    const text = logged((log) => log.debug("not shown"), { level: "loud" });
    expect(text).toContain("unknown log level");
    expect(text).not.toContain("not shown");
  });
});
