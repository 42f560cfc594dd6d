import { createHash } from "node:crypto";
import { z } from "zod";
import { Degraded, type Payload } from "../../src/connector/errors.ts";
import { payloadOf } from "../../src/connector/payload.ts";
import { lenient } from "../../src/connector/read.ts";
import { type Answer, answerIn, numberIn } from "./answer.ts";
import { base, consequence, type DouyinContext } from "./client.ts";
import { actionFor } from "./error-table.ts";

const time = z.string();

/** What is stored, sealed: the tokens, their ends, and how often the refresh token was renewed. */
export const TokenState = z.object({
  /** Hash of the `refreshToken` setting that began this state: another one means that a person authorised again. */
  seed: z.string(),
  refreshToken: z.string(),
  refreshExpiresAt: time,
  renewals: z.number().int(),
  accessToken: z.string().nullable(),
  accessExpiresAt: time,
  scope: z.string(),
});
export type TokenState = z.infer<typeof TokenState>;

const DAY = 86_400_000;
/** The access token is refreshed, and the refresh token renewed, when less is left (platform sheet §2). */
const REFRESH_BELOW = 3 * DAY;
const RENEW_BELOW = 5 * DAY;
const REFRESH_LIFE = 30 * DAY;
/** The platform renews a refresh token at most so often. */
export const RENEWALS = 5;

/** The access token to use now; refreshed and renewed in time, by one process at a time. */
export async function accessToken(context: DouyinContext): Promise<string> {
  const state = readState(context, await context.secrets.read());
  const now = context.now().getTime();
  const usable = state.accessToken !== null && Date.parse(state.accessExpiresAt) - now >= REFRESH_BELOW;
  if (usable && !mayRenew(state, now)) return state.accessToken as string;
  return settle(
    context,
    (current) => current.accessToken === null || left(current.accessExpiresAt, now) < REFRESH_BELOW,
  );
}

/** An access token after the platform refused `refused`: the one that another process fetched meanwhile, or a new one. */
export async function newAccessToken(context: DouyinContext, refused: string): Promise<string> {
  return settle(context, (current) => current.accessToken === null || current.accessToken === refused);
}

/** The stored tokens, or what the settings begin with. */
export async function tokenState(context: DouyinContext): Promise<TokenState> {
  return readState(context, await context.secrets.read());
}

/** The last day on which a person must have authorised again: each renewal gives thirty days less the five before. */
export function lastDay(state: TokenState): Date {
  const more = Math.max(0, RENEWALS - state.renewals) * (REFRESH_LIFE - RENEW_BELOW);
  return new Date(Date.parse(state.refreshExpiresAt) + more);
}

/**
 * Renews, then refreshes: two changes of the stored state, because the renewed refresh token must be stored before it
 * is used for the first time; the old one is dead by then.
 */
async function settle(context: DouyinContext, stale: (current: TokenState) => boolean): Promise<string> {
  const change = (step: (current: TokenState) => Promise<TokenState>) =>
    context.secrets.update(async (stored) => step(readState(context, stored)));
  await change((current) =>
    mayRenew(current, context.now().getTime()) ? renew(context, current) : Promise.resolve(current),
  );
  const stored = await change((current) => (stale(current) ? refresh(context, current) : Promise.resolve(current)));
  return TokenState.parse(stored).accessToken ?? "";
}

/** Not before the first refresh, which tells when the refresh token ends: each early renewal is lost. */
function mayRenew(state: TokenState, now: number): boolean {
  return state.renewals < RENEWALS && state.accessToken !== null && left(state.refreshExpiresAt, now) < RENEW_BELOW;
}

async function renew(context: DouyinContext, state: TokenState): Promise<TokenState> {
  const { clientKey } = context.settings;
  const form = { client_key: clientKey, refresh_token: state.refreshToken };
  const { answer, payload } = await post(context, "/oauth/renew_refresh_token/", form);
  if (answer.fault !== null) {
    const action = actionFor(answer.fault.code);
    // Without the right to renew, or without a renewal left, everything works until the token ends.
    if (action === "renewals-used" || action === "right") {
      context.log.warn(
        { code: answer.fault.code },
        "the Douyin refresh token cannot be renewed: authorise again before it ends",
      );
      return { ...state, renewals: RENEWALS };
    }
    throw consequence(context, answer.fault, payload);
  }
  const refreshToken = required(answer, "refresh_token", payload);
  const seconds = numberIn(answer.data.at("expires_in")) ?? REFRESH_LIFE / 1000;
  return { ...state, refreshToken, refreshExpiresAt: after(context, seconds), renewals: state.renewals + 1 };
}

async function refresh(context: DouyinContext, state: TokenState): Promise<TokenState> {
  const { clientKey } = context.settings;
  const form = { client_key: clientKey, grant_type: "refresh_token", refresh_token: state.refreshToken };
  const { answer, payload } = await post(context, "/oauth/refresh_token/", form);
  if (answer.fault !== null) throw consequence(context, answer.fault, payload);
  const seconds = numberIn(answer.data.at("expires_in")) ?? 0;
  const promised = after(context, numberIn(answer.data.at("refresh_expires_in")) ?? REFRESH_LIFE / 1000);
  return {
    ...state,
    accessToken: required(answer, "access_token", payload),
    accessExpiresAt: after(context, seconds),
    // Refreshing does not prolong the refresh token, whatever the answer seems to promise (platform sheet §0).
    refreshExpiresAt: [promised, state.refreshExpiresAt].toSorted()[0] as string,
    scope: lenient(() => answer.data.at("scope").stringOrNull()) ?? state.scope,
  };
}

async function post(
  context: DouyinContext,
  path: string,
  form: Record<string, string>,
): Promise<{ answer: Answer; payload: Payload }> {
  const response = await context.http.request(base(context.settings) + path, {
    method: "POST",
    form,
    accept: [400, 401],
  });
  const received = payloadOf("token", response);
  const answer = answerIn(received);
  // The answer holds tokens: as proof of a fault it would put them into the archive.
  return { answer, payload: { ...received, body: new Uint8Array() } };
}

function required(answer: Answer, key: string, payload: Payload): string {
  const value = lenient(() => answer.data.at(key).stringOrNull());
  if (value === null)
    throw new Degraded("missing-field", `${key} is missing in the answer of the token interface`, payload);
  return value;
}

/** The stored state where it began with the present setting, else a fresh one. */
function readState(context: DouyinContext, stored: Record<string, unknown> | null): TokenState {
  const { refreshToken } = context.settings;
  const seed = createHash("sha256").update(refreshToken).digest("base64url");
  const known = TokenState.safeParse(stored);
  if (known.success && known.data.seed === seed) return known.data;
  const refreshExpiresAt = after(context, REFRESH_LIFE / 1000);
  const access = { accessToken: null, accessExpiresAt: context.now().toISOString() };
  return { seed, refreshToken, refreshExpiresAt, renewals: 0, ...access, scope: "" };
}

function after(context: DouyinContext, seconds: number): string {
  return new Date(context.now().getTime() + seconds * 1000).toISOString();
}

function left(end: string, now: number): number {
  return Date.parse(end) - now;
}
