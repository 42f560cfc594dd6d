import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { connectors } from "../../connectors/registry.ts";
import { findParser } from "../../src/cli/saved-payload.ts";
import { scratch } from "../support/scratch.ts";
import { jsonLines, run } from "./run.ts";

const { folder, remove } = scratch();
afterAll(remove);

const KINDS = Object.values(connectors).flatMap(({ id, kinds }) =>
  Object.keys(kinds).map((kind) => [id, kind] as const),
);

describe("parse", () => {
  it.each(KINDS)("%s %s needs no settings, and names what is wrong with an empty file", async (id, kind) => {
    writeFileSync(join(folder, "empty"), "");
    const { code, out, err } = await run(["parse", id, kind, "empty"], { cwd: folder });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^empty: [a-z-]+: /);
  });

  it("takes settings that reading depends on", async () => {
    const { settings } = await findParser("county-site", "list", { layout: "json-html", siteId: "26", appId: "7" });
    expect(settings).toMatchObject({ layout: "json-html", siteId: "26" });
  });

  it("counts the file's time of change as the time of collection", async () => {
    const comment = {
      created_at: "Wed May 06 09:02:03 +0800 2026",
      id: 5163421098123456,
      idstr: "5163421098123456",
      text: "锦和镇新桥头的路灯坏了",
      user: { idstr: "7001", screen_name: "山里人" },
      status: { idstr: "5163421098000001", text: "县城夜景", user: { idstr: "9001", screen_name: "麻阳发布" } },
    };
    const file = join(folder, "comments.json");
    writeFileSync(file, JSON.stringify({ comments: [comment], total_number: 1 }));
    utimesSync(file, new Date("2026-05-06T02:00:00Z"), new Date("2026-05-06T02:00:00Z"));
    const { out, err } = await run(["parse", "weibo", "comments", file, "--source", "weibo-comments"]);
    expect({ err, posts: jsonLines(out) }).toMatchObject({
      posts: [
        {
          source: "weibo-comments",
          externalId: "5163421098123456",
          postedAt: "2026-05-06T01:02:03.000Z",
          collectedAt: "2026-05-06T02:00:00.000Z",
        },
      ],
    });
  });

  it.each([
    [["parse", "wiebo", "mentions", "x"], "did you mean weibo?"],
    [["parse", "weibo", "list", "x"], "known are"],
    [["parse", "county-site", "list", "x", "--settings", '{"layuot":1}'], "layuot"],
  ])("%j is wrong use", async (words, said) => {
    const { code, err } = await run(words, { cwd: folder });
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});
