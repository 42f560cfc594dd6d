import { BlockList, isIP } from "node:net";
import { z } from "zod";
import { Duration } from "../connector/duration.ts";
import { DueRules } from "../handling/due-at.ts";
import { PERMISSIONS } from "./api-token.ts";

/** A whole number; digits in a text count too, because `${NAME}` always gives a text. */
function wholeNumber(least: number, most: number) {
  const fromText = (value: unknown) => (typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value);
  const error = `expected a whole number from ${least} to ${most}`;
  return z.preprocess(fromText, z.number({ error }).int({ error }).min(least, { error }).max(most, { error }));
}

/** A key of 32 bytes, as 64 hex digits or as base64. */
const Key = z
  .string()
  .transform((text, context) => {
    const hex = /^[0-9a-f]{64}$/i.test(text);
    const key = hex ? Buffer.from(text, "hex") : Buffer.from(text, "base64");
    if (hex || (key.length === 32 && /^[A-Za-z0-9+/_-]{43}=?$/.test(text))) return key;
    context.addIssue({ code: "custom", message: "expected 32 bytes, as 64 hex digits or as base64" });
    return z.NEVER;
  })
  .describe("make one with: openssl rand -hex 32");

const Cidr = z.string().refine(isCidr, "expected addresses in CIDR form such as 127.0.0.0/8");

const Timezone = z.string().refine((name) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}, "expected an IANA time zone such as Asia/Shanghai");

const days = (least: number) => wholeNumber(least, 365_000);

const Token = z.strictObject({
  name: z.string().min(1).describe("who holds the token, as audit lines show it"),
  sha256: z
    .string()
    .toLowerCase()
    .regex(/^[0-9a-f]{64}$/, "expected the token's SHA-256 as 64 hex digits")
    .describe("make it with: printf %s TOKEN | sha256sum"),
  permissions: z.array(z.enum(PERMISSIONS)).min(1).describe("what the token may do"),
});

/** Requests that a source may make in each minute, hour or day: `100/d`. */
const Budget = z
  .string()
  .regex(/^[1-9]\d{0,6}\/(m|h|d)$/, "expected requests for each minute, hour or day such as 100/d");

/** Single values that replace the connector's own politeness. */
const PaceOverride = z
  .strictObject({
    minInterval: Duration.optional().describe("least time between two requests"),
    concurrency: wholeNumber(1, 16).optional().describe("requests under way at once"),
    detailsPerHour: wholeNumber(0, 1_000_000).optional().describe("most detail pages in an hour"),
  })
  .prefault({});

/** How often a source is asked that does not say so: the slowest rhythm among the platform sheets' boards. */
export const DEFAULT_EVERY = "15m";

/** Shorter rhythms are slips: even an imitation is not asked more often. */
const LEAST_EVERY_MS = 100;

/**
 * A source's keys. `settings` stays unread here: the connector's own schema reads it.
 * `ingest` is the name under which posts handed in from outside are archived.
 */
export const SourceSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[^\s/?#%]{1,64}$/, "expected 1 to 64 characters without spaces, /, ?, # and %")
    .refine((name) => name !== "ingest", "expected another name than ingest, which stands for posts handed in")
    .describe("your own name of the source; it is part of every message's identity, so keep it"),
  connector: z.string().describe("the platform"),
  every: Duration.refine((ms) => ms >= LEAST_EVERY_MS, "expected 100ms or longer")
    .prefault(DEFAULT_EVERY)
    .describe("how often it is asked"),
  budget: Budget.optional().describe("most requests in a period"),
  pace: PaceOverride,
  settings: z.unknown().optional(),
});
export type SourceSchema = z.infer<typeof SourceSchema>;

const Storage = z
  .strictObject({
    embedded: z.strictObject({ directory: z.string().min(1).default("./data") }).optional(),
    mongodb: z
      .strictObject({
        url: z.string().regex(/^mongodb(\+srv)?:\/\//, "expected an address that begins with mongodb://"),
        database: z.string().min(1).default("heartbridge"),
      })
      .optional(),
  })
  .refine(...oneOf("embedded", "mongodb"))
  .prefault({ embedded: {} });

const Queue = z
  .strictObject({
    embedded: z.strictObject({}).optional(),
    redis: z
      .strictObject({ url: z.string().regex(/^rediss?:\/\//, "expected an address that begins with redis://") })
      .optional(),
  })
  .refine(...oneOf("embedded", "redis"))
  .describe("embedded or redis; with mongodb storage it must be named");

/** The configuration file. Every key but the sources' names and connectors has a default. */
export const FileSchema = z.strictObject({
  county: z
    .strictObject({
      division: z
        .string()
        .regex(/^\d{6}$/, "expected the county's six-digit division code, in quotes")
        .default("431226")
        .meta({ examples: ["431226"] }),
      name: z.string().min(1).default("麻阳苗族自治县"),
      timezone: Timezone.default("Asia/Shanghai"),
    })
    .prefault({}),
  storage: Storage,
  queue: Queue.optional(),
  api: z
    .strictObject({
      host: z.string().min(1).default("127.0.0.1").describe("address to listen on"),
      port: wholeNumber(0, 65_535).default(8420).describe("8420 unless told"),
      tokens: z.array(Token).default([]).describe("without any, only this machine is answered"),
    })
    .prefault({}),
  privacy: z
    .strictObject({
      authorKey: Key.optional(),
      sealKey: Key.optional(),
      keepOriginalDays: days(1).default(180).describe("days that sealed originals are kept"),
      keepMessageDays: days(1).default(1095).describe("days that messages are kept"),
    })
    .prefault({}),
  network: z
    .strictObject({
      allowPrivate: z.array(Cidr).default([]).describe("private addresses that sources, links and webhooks may reach"),
    })
    .prefault({}),
  archive: z.strictObject({ keepDays: days(1).default(30).describe("days that raw pages are kept") }).prefault({}),
  urgency: DueRules.prefault({}),
  sources: z.array(SourceSchema).default([]),
});
export type FileSchema = z.infer<typeof FileSchema>;

function oneOf(first: string, second: string): [(value: object) => boolean, string] {
  return [(value) => Object.keys(value).length === 1, `expected exactly one of ${first} and ${second}`];
}

function isCidr(text: string): boolean {
  const [address, prefix, ...rest] = text.split("/");
  const family = isIP(address ?? "");
  if (family === 0 || rest.length > 0 || prefix === undefined || !/^\d{1,3}$/.test(prefix)) return false;
  try {
    new BlockList().addSubnet(address!, Number(prefix), family === 6 ? "ipv6" : "ipv4");
    return true;
  } catch {
    return false;
  }
}
