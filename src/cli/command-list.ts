import type { Command } from "commander";
import type { Context } from "./io.ts";

/** A command's file: adds arguments, options, examples and the handler. */
export interface CommandModule {
  define(command: Command, context: Context): void;
}

/** A command as `heartbridge --help` lists it; the rest is loaded only when it is asked for. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<CommandModule>;
}

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  { name: "start", summary: "run the daemon", load: () => import("./commands/start.ts") },
  {
    name: "check",
    summary: "is the configuration right, and each source reachable",
    load: () => import("./commands/check.ts"),
  },
  { name: "try", summary: "poll a source once and show what would be stored", load: () => import("./commands/try.ts") },
  {
    name: "parse",
    summary: "read a saved platform payload to RawPost lines",
    load: () => import("./commands/parse.ts"),
  },
  {
    name: "classify",
    summary: "kind, field, urgency and place of texts",
    load: () => import("./commands/classify.ts"),
  },
  { name: "mask", summary: "find and mask personal data in texts", load: () => import("./commands/mask.ts") },
  { name: "group", summary: "which texts report the same matter", load: () => import("./commands/group.ts") },
  {
    name: "ingest",
    summary: "take RawPost lines through the whole pipeline",
    load: () => import("./commands/ingest.ts"),
  },
  { name: "export", summary: "write messages as jsonl, csv or xlsx", load: () => import("./commands/export.ts") },
  { name: "feed", summary: "write the feed's events", load: () => import("./commands/feed.ts") },
  {
    name: "status",
    summary: "sources, queues, lag and dead letters at a glance",
    load: () => import("./commands/status.ts"),
  },
  { name: "sources", summary: "operate sources", load: () => import("./commands/sources.ts") },
  { name: "dead", summary: "what could not be processed, with its reason", load: () => import("./commands/dead.ts") },
  { name: "report", summary: "the figures of a period", load: () => import("./commands/report.ts") },
  { name: "erase", summary: "erase a citizen's message everywhere", load: () => import("./commands/erase.ts") },
  { name: "classifier", summary: "train or evaluate the classifier", load: () => import("./commands/classifier.ts") },
];
