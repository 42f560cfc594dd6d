import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { LabelledGroup, LabelledNegative } from "../src/text/group/evaluate.ts";
import { hashText } from "../src/text/group/hash.ts";

const PostLine = z.object({
  externalId: z.string(),
  title: z.string().nullable(),
  text: z.string(),
  postedAt: z.string().nullable(),
});
const GroupLine = z.object({ group: z.string(), level: z.enum(["text", "reworded"]), ids: z.array(z.string()) });
const NegativeLine = z.object({ a: z.string(), b: z.string() });

/** A message as the data has it. */
export type Post = z.infer<typeof PostLine>;

/** Messages with labels of which report the same matter. */
export interface GroupingData {
  /** By id, in the order of the file. */
  readonly posts: ReadonlyMap<string, Post>;
  readonly groups: readonly LabelledGroup[];
  readonly negatives: readonly LabelledNegative[];
  /** The group with most members, which outweighs all others in pairs. */
  readonly biggest: LabelledGroup;
}

/**
 * Reads a folder with `raw-posts.jsonl` (RawPost lines), `groups.jsonl` ({group, level, ids}) and `groups-negative.jsonl`
 * ({a, b}).
 */
export function readGroupingData(folder: string): GroupingData {
  const posts = readLines(join(folder, "raw-posts.jsonl"), PostLine);
  const groups = readLines(join(folder, "groups.jsonl"), GroupLine);
  return {
    posts: new Map(posts.map((post) => [post.externalId, post])),
    groups,
    negatives: readLines(join(folder, "groups-negative.jsonl"), NegativeLine),
    biggest: groups.reduce((a, b) => (b.ids.length > a.ids.length ? b : a)),
  };
}

/** Whether a labelled group lies in the half that tuning must not see: by a hash of its name, seed 20200726. */
export function isKeptApart({ group }: LabelledGroup): boolean {
  return hashText(group, 20_200_726) % 2 === 1;
}

/** The folder named on the command line; without one the program ends with 2. */
export function folderArgument(): string {
  const folder = process.argv[2];
  if (folder === undefined) {
    console.error("name the folder that holds raw-posts.jsonl, groups.jsonl and groups-negative.jsonl");
    process.exit(2);
  }
  return folder;
}

function readLines<T>(path: string, schema: z.ZodType<T>): T[] {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => schema.parse(JSON.parse(line)));
}
