import type { Pace } from "../connector/connector.ts";
import type { DueRules } from "../handling/due-at.ts";
import type { ApiToken } from "./api-token.ts";

/** A configuration that was read and checked: nothing in it needs to be checked again. */
export interface Config {
  readonly county: { readonly division: string; readonly name: string; readonly timezone: string };
  readonly storage: EmbeddedStorage | { readonly kind: "mongodb"; readonly url: string; readonly database: string };
  readonly queue: { readonly kind: "embedded" } | { readonly kind: "redis"; readonly url: string };
  readonly api: { readonly host: string; readonly port: number; readonly tokens: readonly ApiToken[] };
  readonly privacy: {
    /** 32 bytes; null only with embedded storage, which then makes its own on first use. */
    readonly authorKey: Buffer | null;
    readonly sealKey: Buffer | null;
    readonly keepOriginalDays: number;
    readonly keepMessageDays: number;
  };
  /** CIDRs of private addresses that may be reached. */
  readonly network: { readonly allowPrivate: readonly string[] };
  readonly archive: { readonly keepDays: number };
  readonly urgency: DueRules;
  readonly sources: readonly SourceConfig[];
  /** The file that it was read from. */
  readonly file: string;
  /** Values that must appear in no log: hand them to `createLogger`. */
  readonly secrets: readonly string[];
}

export interface EmbeddedStorage {
  readonly kind: "embedded";
  /** Absolute. */
  readonly directory: string;
}

/** Requests in each period; further ones wait for the next. */
export interface Budget {
  readonly amount: number;
  readonly periodMs: number;
  /** As it was written: `100/d`. */
  readonly text: string;
}

export interface SourceConfig {
  readonly name: string;
  /** A key of the connector registry. */
  readonly connector: string;
  readonly everyMs: number;
  /** As it was written: `30m`. */
  readonly every: string;
  readonly budget: Budget | null;
  /** The connector's own pace with the operator's values over it. */
  readonly pace: Pace;
  /** As the connector's schema parsed it. */
  readonly settings: unknown;
}
