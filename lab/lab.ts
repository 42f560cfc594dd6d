import type { ConnectorName } from "../src/record/vocabulary.ts";
import { startCountySite } from "./county-site.ts";
import { startDouyin } from "./douyin.ts";
import type { LabPlatform } from "./platform.ts";
import { startProvincialBoard } from "./provincial-board.ts";
import { startRednet } from "./rednet.ts";
import { Story } from "./story.ts";
import { startWeibo } from "./weibo.ts";

/** The five platforms imitated together, the county's site twice: static GBK pages, and pages drawn by a script. */
export interface Lab {
  /** By the name of the source that `config/demo.yaml` points at it. */
  readonly platforms: ReadonlyMap<string, LabPlatform>;
  /** What `config/demo.yaml` takes from the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** One step of the story on every platform. */
  tick(): void;
  stop(): Promise<void>;
}

/** A page drawn by a script takes half a second: a few are enough to show it. */
const SCRIPTED_POSTS = 8;

/**
 * Starts them on free ports of loopback.
 * @param options.posts how many posts stand on each platform at the beginning
 */
export async function startLab(options: { seed: number; posts: number; now: () => Date }): Promise<Lab> {
  const { seed, now } = options;
  const told = (platform: ConnectorName, posts = options.posts, shift = 0) => ({
    story: new Story({ platform, seed: seed + shift, posts, now }),
    now,
  });
  const douyin = await startDouyin(told("douyin"));
  const platforms = new Map<string, LabPlatform>([
    ["province", await startProvincialBoard({ ...told("provincial-board"), approvalSeconds: 2 })],
    ["rednet", await startRednet(told("rednet"))],
    ["weibo", await startWeibo(told("weibo"))],
    ["douyin", douyin],
    ["county", await startCountySite({ ...told("county-site"), layout: "table-gbk" })],
    ["county-scripted", await startCountySite({ ...told("county-site", SCRIPTED_POSTS, 1), layout: "browser" })],
  ]);
  const origin = (name: string) => platforms.get(name)?.origin ?? "";
  return {
    platforms,
    environment: {
      LAB_PROVINCIAL_BOARD: origin("province"),
      LAB_REDNET: origin("rednet"),
      LAB_WEIBO: origin("weibo"),
      LAB_DOUYIN: origin("douyin"),
      LAB_DOUYIN_REFRESH_TOKEN: String(douyin.settings().refreshToken),
      LAB_COUNTY_SITE: origin("county"),
      LAB_COUNTY_SCRIPTED: origin("county-scripted"),
    },
    tick() {
      for (const { story } of platforms.values()) story.tick();
    },
    async stop() {
      await Promise.all([...platforms.values()].map((platform) => platform.stop()));
    },
  };
}
