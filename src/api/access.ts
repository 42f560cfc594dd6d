import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ApiToken, Permission } from "../config/api-token.ts";
import { Problem } from "./problems.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What a token must hold; null where none is needed. A route without it is refused at registration. */
    permission?: Permission | null;
    /** Statuses of problems that the route answers beside those that every route of its shape has. */
    problems?: readonly number[];
  }
  interface FastifyRequest {
    /** Who asks: the token's name, `local` without tokens, `-` before that is known. */
    actor: string;
  }
}

/** The actor of audit lines and logs where no token is configured. */
export const LOCAL_ACTOR = "local";

/** `Host` values that a browser on this machine sends; any other name may be a rebound one. */
const LOCAL_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;
const LOOPBACK = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|::ffff:127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/;

/**
 * The door's guard, run before anything of the body is read. With tokens: the permission of the route. Without any
 * (contract, "Tokens"): loopback alone, asked by a loopback name, and by no page of another origin.
 * @throws Problem unauthorized, forbidden, local-only
 */
export function guard(tokens: readonly ApiToken[]): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const known = tokens.map((token) => ({ token, digest: Buffer.from(token.sha256, "hex") }));
  return async (request) => {
    if (known.length === 0) {
      refuseStrangers(request);
      request.actor = LOCAL_ACTOR;
      return;
    }
    const { permission } = request.routeOptions.config;
    if (permission === undefined || permission === null) return;
    const token = tokenOf(request, known);
    request.actor = token.name;
    if (!token.permissions.includes(permission)) throw forbidden(permission);
  };
}

function refuseStrangers(request: FastifyRequest): void {
  const mend = "configure api.tokens to open it further";
  if (!LOOPBACK.test(request.ip)) throw new Problem("local-only", `this came from another machine; ${mend}`);
  const { host = "", origin } = request.headers;
  if (!LOCAL_HOST.test(host)) {
    throw new Problem("local-only", `Host must be localhost, 127.0.0.1 or [::1]; ${mend}`);
  }
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
    throw new Problem("local-only", `pages of another origin may not ask; ${mend}`);
  }
}

/** Finds the token sent. Every configured one is compared, each in constant time. */
function tokenOf(request: FastifyRequest, known: readonly { token: ApiToken; digest: Buffer }[]): ApiToken {
  const sent = /^Bearer +([^\s]+) *$/i.exec(request.headers.authorization ?? "")?.[1];
  if (sent === undefined) throw unauthorized("send Authorization: Bearer TOKEN", 'Bearer realm="heartbridge"');
  const digest = createHash("sha256").update(sent).digest();
  let found: ApiToken | null = null;
  for (const { token, digest: expected } of known) {
    if (expected.length === digest.length && timingSafeEqual(expected, digest)) found = token;
  }
  if (found === null) {
    throw unauthorized("the token is not known", 'Bearer realm="heartbridge", error="invalid_token"');
  }
  return found;
}

function unauthorized(detail: string, challenge: string): Problem {
  return new Problem("unauthorized", detail, { headers: { "www-authenticate": challenge } });
}

function forbidden(permission: Permission): Problem {
  const challenge = `Bearer realm="heartbridge", error="insufficient_scope", scope="${permission}"`;
  return new Problem("forbidden", `this needs the permission ${permission}`, {
    headers: { "www-authenticate": challenge },
    members: { permission },
  });
}
