import { readFileSync } from "node:fs";
import { DueRules } from "../../src/handling/due-at.ts";
import { decide } from "../../src/lane/decide.ts";
import { Identities } from "../../src/lane/identities.ts";
import type { LaneState } from "../../src/lane/lane-state.ts";
import { createVault } from "../../src/privacy/seal.ts";
import type { PreparedPost } from "../../src/record/prepared-post.ts";
import { RawPost, type RawPostInput } from "../../src/record/raw-post.ts";
import type { LaneEvent, LaneWrite, StoredRecord } from "../../src/store/store.ts";
import { createClassifier } from "../../src/text/classify/classifier.ts";
import { parseModel } from "../../src/text/classify/model.ts";
import { GroupIndex } from "../../src/text/group/group-index.ts";
import { type PrepareTools, preparePost } from "../../workers/prepare-post.ts";

/** Builders of valid things: a test states only what matters to it. */

export const SEAL_KEY = Buffer.alloc(32, 7);
export const AUTHOR_KEY = Buffer.alloc(32, 9);
export const RULES = DueRules.parse({});
/** A moment for tests; a Wednesday. */
export const NOW = "2026-05-06T02:00:00.000Z";

let tools: PrepareTools | null = null;

/** The real preparing tools, with keys of the tests. The model is read once. */
export function prepareTools(): PrepareTools {
  tools ??= {
    classifier: createClassifier(parseModel(JSON.parse(readFileSync("models/classifier.json", "utf8")))),
    vault: createVault(SEAL_KEY),
    authorKey: AUTHOR_KEY,
  };
  return tools;
}

/** A post of the provincial board. */
export function rawPostInput(fields: Partial<RawPostInput> = {}): RawPostInput {
  return {
    connector: "provincial-board",
    source: "province",
    externalId: "9007199254740993001",
    channel: "board",
    url: "https://board.example/t/9007199254740993001",
    title: "锦和镇新桥头路灯不亮",
    text: "新桥头的路灯坏了两个月，晚上走路看不清，请派人来修。",
    author: { externalId: "u-77", displayName: "张三丰" },
    postedAt: "2026-05-06T01:02:03.000Z",
    collectedAt: "2026-05-06T01:10:00.000Z",
    official: { status: "awaiting", statusText: "待回复", replies: [] },
    ...fields,
  };
}

export function rawPost(fields: Partial<RawPostInput> = {}): RawPost {
  return RawPost.parse(rawPostInput(fields));
}

/** Posts that differ in id and in what they say. */
export function rawPosts(count: number, fields: (at: number) => Partial<RawPostInput> = () => ({})): RawPost[] {
  const places = ["高村镇", "锦和镇", "兰里镇", "岩门镇", "郭公坪镇", "吕家坪镇", "尧市镇", "江口墟镇"];
  const matters = ["路灯坏了", "自来水发黄", "垃圾没人清", "班车停开", "医保报销慢", "学校门口堵车", "噪音扰民"];
  return Array.from({ length: count }, (_, at) =>
    rawPost({
      externalId: `post-${at}`,
      title: `${places[at % places.length]}第${at}号事项：${matters[at % matters.length]}`,
      text: `${places[at % places.length]}${at}组反映${matters[at % matters.length]}，编号${at * 7919}，已经${at % 30}天，请处理。`,
      ...fields(at),
    }),
  );
}

export function preparedPost(fields: Partial<RawPostInput> = {}): PreparedPost {
  return preparePost(rawPost(fields), prepareTools());
}

/** An empty lane's state. */
export function emptyLane(): LaneState {
  return { seq: 0, identities: new Identities(), groups: new GroupIndex() };
}

/** A lane of one's own: decides as the committer does, and remembers the records as a store would. */
export class TestLane {
  readonly state = emptyLane();
  readonly records = new Map<string, StoredRecord>();

  /** Decides a batch and gives the write that the committer would make. */
  async write(posts: readonly PreparedPost[], at = NOW, batch: string | null = null): Promise<LaneWrite> {
    const expectedSeq = this.state.seq;
    const read = async (ids: readonly string[]) => ids.flatMap((id) => this.records.get(id) ?? []);
    const { events, originals } = await decide(this.state, posts, { read, rules: RULES, at });
    this.remember(events);
    return { batch, expectedSeq, events, originals, dead: [] };
  }

  remember(events: readonly LaneEvent[]): void {
    for (const { event, state } of events) this.records.set(event.message.id, { message: event.message, state });
  }
}
