import axios, { isAxiosError } from "axios";
import { type EgressAgents, isRefusedAddress } from "./egress.ts";
import { Degraded, Misconfigured, Retry } from "./errors.ts";
import { logUrl } from "./payload.ts";

/** One exchange with a server, without redirects. */
export interface Exchange {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** What came back, whatever its status. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Limits of one exchange. */
export interface Limits {
  /** Longest time from connecting to the last byte, in milliseconds; a slow drip does not pass it. */
  readonly timeout: number;
  /** Most bytes of a body after decompression, so that a compression bomb ends early. */
  readonly maxBytes: number;
}

/**
 * Sends one request and reads its whole answer.
 * @throws Retry on network errors and time-outs, Degraded `too-large`, Misconfigured when the address is private
 */
export async function exchange(
  request: Exchange,
  agents: EgressAgents,
  limits: Limits,
  stop?: AbortSignal,
): Promise<Answer> {
  const deadline = AbortSignal.timeout(limits.timeout);
  try {
    const response = await axios.request<ArrayBuffer>({
      url: request.url,
      method: request.method,
      headers: { ...request.headers },
      data: request.body,
      ...agents,
      // A proxy from the environment would make the address check worthless.
      proxy: false,
      maxRedirects: 0,
      responseType: "arraybuffer",
      maxContentLength: limits.maxBytes,
      validateStatus: () => true,
      transformRequest: (data: unknown) => data,
      signal: stop === undefined ? deadline : AbortSignal.any([deadline, stop]),
    });
    return { status: response.status, headers: flat(response.headers), body: new Uint8Array(response.data) };
  } catch (error) {
    throw named(error, request, limits, deadline);
  }
}

function named(error: unknown, request: Exchange, limits: Limits, deadline: AbortSignal): Error {
  const where = `${request.method} ${logUrl(request.url)}`;
  const cause = isAxiosError(error) ? (error.cause ?? error) : error;
  if (isRefusedAddress(error) || isRefusedAddress(cause)) {
    return new Misconfigured(
      "baseUrl",
      `${where}: the address is private; name its range in network.allowPrivate if it is meant`,
    );
  }
  if (isAxiosError(error) && error.message.includes("maxContentLength")) {
    return new Degraded("too-large", `${where}: the answer is larger than ${limits.maxBytes} bytes`);
  }
  if (deadline.aborted) return new Retry(`${where}: no complete answer within ${limits.timeout} ms`);
  const code = isAxiosError(error) ? (error.code ?? "no code") : error instanceof Error ? error.name : "unknown";
  return new Retry(`${where}: the connection failed (${code})`);
}

function flat(headers: object): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return Object.fromEntries(entries);
}
