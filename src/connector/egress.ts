import type { Agent as HttpAgent } from "node:http";
import type { Agent as HttpsAgent } from "node:https";
import { isIP } from "node:net";
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from "request-filtering-agent";

/** Agents that every outgoing request of the project uses. */
export interface EgressAgents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

/**
 * Agents that open no connection to a private, loopback, link-local or reserved address. The address is checked where
 * it is connected to, after the name was resolved, so that a name that changes its address (DNS rebinding) gains nothing.
 * @param allowPrivate exceptions as CIDRs: `network.allowPrivate`
 */
export function egressAgents(allowPrivate: readonly string[]): EgressAgents {
  const options = { allowIPAddressList: exceptions(allowPrivate), keepAlive: true, maxSockets: 4 };
  return { httpAgent: new RequestFilteringHttpAgent(options), httpsAgent: new RequestFilteringHttpsAgent(options) };
}

/** Whether a request failed because the agents refused its address. */
export function isRefusedAddress(error: unknown): boolean {
  return error instanceof Error && /is not allowed\. Because/.test(error.message);
}

/**
 * Single addresses go first and without their prefix length: the agent compares them as text, and warns on the console
 * when it has to compare an IPv6 address with an IPv4 range.
 */
function exceptions(cidrs: readonly string[]): string[] {
  const plain = cidrs.map((cidr) => cidr.replace(/^(\d+\.\d+\.\d+\.\d+)\/32$|^([0-9a-f:]+)\/128$/i, "$1$2"));
  return plain.sort((a, b) => Number(isIP(a) === 0) - Number(isIP(b) === 0));
}
