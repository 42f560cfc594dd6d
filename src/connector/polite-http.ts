import { setTimeout as sleep } from "node:timers/promises";
import Bottleneck from "bottleneck";
import { backOff } from "./back-off.ts";
import type { Pace } from "./connector.ts";
import { DetailCounter } from "./detail-counter.ts";
import { egressAgents } from "./egress.ts";
import { Degraded, Retry, Throttled } from "./errors.ts";
import type { HttpPort, HttpRequest, HttpResponse } from "./http.ts";
import { judge } from "./judge.ts";
import { logUrl } from "./payload.ts";
import { ROBOTS_TOKEN, Robots } from "./robots.ts";
import { type Answer, type Exchange, exchange } from "./transport.ts";

/** A request budget, shared by all processes that ask one source. */
export interface Budget {
  /** Takes one request: null when it is granted, else when the budget has one again. */
  take(): Promise<Date | null>;
}

/** What a server said to identify a version of a page. */
export interface Validator {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** One exchange, for metrics and logs; never a query string. */
export interface RequestEvent {
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  /** 0 when no answer came. */
  readonly status: number;
  readonly bytes: number;
  readonly milliseconds: number;
  readonly attempt: number;
}

/** What a source's client is made of. One client a source, kept between polls: it remembers pace and refusals. */
export interface HttpOptions {
  readonly origins: readonly string[];
  readonly pace: Pace;
  /** `network.allowPrivate`: CIDRs of private addresses that may be asked. */
  readonly allowPrivate: readonly string[];
  /** An address where the operator can be reached, for the User-Agent; null leaves it out. */
  readonly contact: string | null;
  readonly now: () => Date;
  /** Ends all requests. */
  readonly signal?: AbortSignal;
  readonly budget?: Budget;
  /** Validators of pages by address, kept by the caller for `conditional` requests. */
  readonly validators?: Map<string, Validator>;
  readonly onRequest?: (event: RequestEvent) => void;
  /** 20 s unless told. */
  readonly timeout?: number;
  /** 8 MiB after decompression unless told. */
  readonly maxBytes?: number;
  /** The first pause between tries of a GET; 1 s unless told. */
  readonly retryPause?: number;
}

/** The client, and what the browser needs of it. */
export interface PoliteHttp extends HttpPort {
  /** Waits for the source's pace, after robots.txt allowed the address: for pages that a browser opens. */
  beforeOpen(url: string): Promise<void>;
}

const TRIES = 3;
const REDIRECTS = 5;
const REFUSALS = [412, 429, 503, 521];

/** Makes the polite HTTP client of a source; see `HttpPort` for what it keeps and what it raises. */
export function createHttp(options: HttpOptions): PoliteHttp {
  const { now, pace } = options;
  const origins = new Set(options.origins.map((origin) => new URL(origin).origin));
  const agents = egressAgents(options.allowPrivate);
  const limits = { timeout: options.timeout ?? 20_000, maxBytes: options.maxBytes ?? 8 * 1024 * 1024 };
  const limiter = new Bottleneck({ minTime: pace.minInterval, maxConcurrent: pace.concurrency });
  const details = new DetailCounter(pace.detailsPerHour, now);
  const userAgent = `${ROBOTS_TOKEN}/0.1${options.contact === null ? "" : ` (+${options.contact})`}`;
  let interval = pace.minInterval;
  let refusals = 0;
  let quietUntil: Throttled | null = null;

  /** One exchange at the source's pace. */
  async function send(request: Exchange, attempt: number): Promise<Answer> {
    return limiter.schedule(async () => {
      const started = performance.now();
      let answer: Answer | null = null;
      try {
        const headers = { "user-agent": userAgent, "accept-language": "zh-CN", ...request.headers };
        answer = await exchange({ ...request, headers }, agents, limits, options.signal);
        return answer;
      } finally {
        const { origin, pathname } = new URL(request.url);
        const milliseconds = Math.round(performance.now() - started);
        const seen = { status: answer?.status ?? 0, bytes: answer?.body.length ?? 0, milliseconds, attempt };
        options.onRequest?.({ method: request.method, origin, path: pathname, ...seen });
      }
    });
  }

  const robots = new Robots(async (url) => {
    let request: Exchange = { url, method: "GET", headers: {}, body: undefined };
    let answer = await send(request, 1);
    for (let hop = 0; hop < REDIRECTS && isRedirect(answer); hop++) {
      const next = new URL(answer.headers.location ?? "", request.url);
      if (!origins.has(next.origin)) break;
      request = { ...request, url: next.href };
      answer = await send(request, 1);
    }
    // A refusal or a challenge means the same here as on any page; every other status is for the rules to judge.
    settle(respond(request.url, answer, now()), REFUSALS.includes(answer.status) ? [] : [answer.status]);
    return answer;
  }, now);

  async function permit(url: string): Promise<void> {
    if (!URL.canParse(url) || !origins.has(new URL(url).origin)) {
      throw new Degraded("foreign-link", `${url} is not within the source's origins (${[...origins].join(", ")})`);
    }
    if (quietUntil !== null && quietUntil.until > now()) throw quietUntil;
    const delay = await robots.require(url);
    if (delay > interval) {
      interval = delay;
      limiter.updateSettings({ minTime: delay });
    }
  }

  /** Follows redirects by hand, each within the origins and allowed by robots.txt. */
  async function follow(first: Exchange, attempt: number, free: boolean): Promise<{ url: string; answer: Answer }> {
    let request = first;
    for (let hop = 0; hop <= REDIRECTS; hop++) {
      await spend(free);
      const answer = await send(request, attempt);
      if (!isRedirect(answer)) return { url: request.url, answer };
      const target = new URL(answer.headers.location ?? "", request.url);
      if (!origins.has(target.origin)) {
        throw new Degraded(
          "foreign-redirect",
          `${logUrl(request.url)} leads to ${target.origin}, which is not the source's`,
        );
      }
      await permit(target.href);
      request = redirected(request, target, answer.status);
    }
    throw new Degraded("redirect-loop", `${logUrl(first.url)} was redirected more than ${REDIRECTS} times`);
  }

  async function spend(free: boolean): Promise<void> {
    const again = free ? null : await options.budget?.take();
    if (again) throw new Throttled(again, `the source's request budget is spent until ${again.toISOString()}`);
  }

  /** Remembers refusals and raises what the answer means. */
  function settle(response: HttpResponse, accept: readonly number[]): void {
    const error = judge(response, accept, refusals);
    if (error === null) refusals = 0;
    if (error instanceof Throttled) {
      refusals++;
      quietUntil = error;
    }
    if (error !== null) throw error;
  }

  async function attemptAll(first: Exchange, wanted: HttpRequest): Promise<HttpResponse> {
    const tries = first.method === "GET" ? TRIES : 1;
    for (let attempt = 1; ; attempt++) {
      try {
        const { url, answer } = await follow(first, attempt, wanted.free ?? false);
        const response = respond(url, answer, now());
        settle(response, wanted.accept ?? []);
        return response;
      } catch (error) {
        if (!(error instanceof Retry) || attempt >= tries || options.signal?.aborted) throw error;
        const pause = backOff(attempt, options.retryPause ?? 1000);
        await sleep(pause, undefined, { signal: options.signal }).catch(() => Promise.reject(error));
      }
    }
  }

  return {
    detailsLeft: () => details.left(),
    async beforeOpen(url) {
      await permit(url);
      await limiter.schedule(async () => {});
    },
    async request(url, request = {}) {
      await permit(url);
      if (request.detail) details.take();
      const known = request.conditional ? options.validators?.get(url) : undefined;
      const response = await attemptAll(toExchange(url, request, known), request);
      if (request.conditional && !response.notModified) options.validators?.set(url, validatorOf(response));
      return response;
    },
  };
}

function toExchange(url: string, request: HttpRequest, known: Validator | undefined): Exchange {
  const headers: Record<string, string> = {};
  if (known?.etag) headers["if-none-match"] = known.etag;
  if (known?.lastModified) headers["if-modified-since"] = known.lastModified;
  let body: string | undefined;
  if (request.json !== undefined) {
    body = JSON.stringify(request.json);
    headers["content-type"] = "application/json";
  } else if (request.form !== undefined) {
    body = new URLSearchParams(request.form).toString();
    headers["content-type"] = "application/x-www-form-urlencoded";
  }
  const method = request.method ?? (body === undefined ? "GET" : "POST");
  return { url, method, headers: { ...headers, ...request.headers }, body };
}

/** The next request after a redirect. Headers (they may hold a token) and body do not travel to another origin. */
function redirected(request: Exchange, target: URL, status: number): Exchange {
  const same = target.origin === new URL(request.url).origin;
  const asGet = request.method === "POST" && status !== 307 && status !== 308;
  if (!same || asGet)
    return { url: target.href, method: asGet || !same ? "GET" : request.method, headers: {}, body: undefined };
  return { ...request, url: target.href };
}

function respond(url: string, answer: Answer, receivedAt: Date): HttpResponse {
  const contentType = answer.headers["content-type"] ?? "";
  return { ...answer, contentType, url, notModified: answer.status === 304, receivedAt };
}

function isRedirect(answer: Answer): boolean {
  return [301, 302, 303, 307, 308].includes(answer.status) && answer.headers.location !== undefined;
}

function validatorOf(response: HttpResponse): Validator {
  return { etag: response.headers.etag ?? null, lastModified: response.headers["last-modified"] ?? null };
}
