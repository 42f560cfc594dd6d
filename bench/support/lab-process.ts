import { startLab } from "../../lab/lab.ts";
import { SEED } from "./invented.ts";

/**
 * The imitated platforms as a process of their own, so that their work is not counted with what asks them. Sends a
 * `LabMessage` when they are up, and ends with its parent.
 */

/** Posts on each platform. */
const POSTS = 60;

/** What the process sends: by source name, the connector and the settings that point at its platform. */
export type LabMessage = Record<string, { connector: string; settings: Record<string, unknown> }>;

/** Settings with which a demo's days pass in minutes; without them a source keeps its defaults. */
const RHYTHM = new Set([
  "walkEvery",
  "revisitAfter",
  "confirmWithdrawalAfter",
  "sweepEvery",
  "blindSweepEvery",
  "overlap",
  "wideEvery",
  "wideOverlap",
]);

process.once("disconnect", () => process.exit(0));
const lab = await startLab({ seed: SEED, posts: POSTS, now: () => new Date() });
const message: LabMessage = Object.fromEntries(
  [...lab.platforms]
    // A browser would do the work of this one.
    .filter(([name]) => name !== "county-scripted")
    .map(([name, platform]) => {
      const settings = Object.entries(platform.settings()).filter(([key]) => !RHYTHM.has(key));
      return [name, { connector: platform.connector, settings: Object.fromEntries(settings) }];
    }),
);
process.send?.(message);
