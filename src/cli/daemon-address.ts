import { realpathSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Config } from "../config/config.ts";
import { Failure, UsageError } from "./failure.ts";
import type { Context } from "./io.ts";
import { httpTransport, type Transport } from "./transport.ts";

/** Where nothing listens, the refusal comes at once; this is for a daemon that is busy or far. */
const FIND_MS = 10_000;
/** A daemon that is just starting holds the store already: it is waited for. */
const STARTING_MS = 30_000;

/** What `/readyz` says of the daemon. */
interface Place {
  readonly status: string;
  readonly reason?: string;
  readonly county: string;
  readonly directory: string | null;
}

/**
 * Looks for the running daemon at `HEARTBRIDGE_API`, else at `api.host:port`.
 * @returns null when none answers there
 * @throws Failure when it serves another county or data folder than a chosen configuration
 */
export async function findDaemon(context: Context, config: Config, chosen: boolean): Promise<Transport | null> {
  const base = addressOf(context.io.env.HEARTBRIDGE_API, config);
  const place = await readPlace(base);
  if (place === null) return null;
  if (chosen) refuseOther(base, place, config);
  const until = Date.now() + STARTING_MS;
  for (let seen: Place | null = place; seen?.status !== "ready"; seen = await readPlace(base)) {
    if (seen === null || Date.now() > until)
      throw new Failure(`the daemon at ${base.origin} is not ready: ${place.reason}`);
    context.progress(`the daemon at ${base.origin} is ${seen.status} …`);
    await delay(250);
  }
  return httpTransport(base, null);
}

function addressOf(named: string | undefined, { api }: Config): URL {
  const anyHost = api.host === "0.0.0.0" ? "127.0.0.1" : api.host === "::" ? "::1" : api.host;
  const text = named || `http://${anyHost.includes(":") ? `[${anyHost}]` : anyHost}:${api.port}`;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text);
  throw new UsageError(`HEARTBRIDGE_API: expected an address such as http://127.0.0.1:8420, found ${text}`);
}

/** Null when nothing answers, or something that is no Heartbridge. */
async function readPlace(base: URL): Promise<Place | null> {
  try {
    const { body } = await httpTransport(base, FIND_MS).send({ method: "GET", path: "/readyz", headers: {} });
    const place = JSON.parse(body) as Partial<Place>;
    return typeof place.county === "string" && typeof place.status === "string" ? (place as Place) : null;
  } catch {
    return null;
  }
}

function refuseOther(base: URL, place: Place, config: Config): void {
  const mine = config.storage.kind === "embedded" ? real(config.storage.directory) : null;
  const theirs = place.directory === null ? null : real(place.directory);
  if (place.county === config.county.division && mine === theirs) return;
  const told = (county: string, folder: string | null) => `county ${county}, ${folder ?? "no data folder"}`;
  throw new Failure(
    `the daemon at ${base.origin} serves ${told(place.county, theirs)}, but ${config.file} names ` +
      `${told(config.county.division, mine)}: set HEARTBRIDGE_API to the right daemon, or name its configuration`,
  );
}

function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
