/** One request of a connector. */
export interface HttpRequest {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `application/json`. */
  readonly json?: unknown;
  /** Sent as `application/x-www-form-urlencoded`. */
  readonly form?: Readonly<Record<string, string>>;
  /** Counts against `pace.detailsPerHour`. */
  readonly detail?: boolean;
  /** Does not count against the source's `budget`, because the platform documents that it does not count. */
  readonly free?: boolean;
  /** Statuses other than 2xx that the connector handles itself. */
  readonly accept?: readonly number[];
  /** Send `If-None-Match` / `If-Modified-Since` from the last answer; an unchanged page then has `notModified`. */
  readonly conditional?: boolean;
}

/** An answer, complete and within the size limit. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly contentType: string;
  /** The address that answered, after redirects. */
  readonly url: string;
  /** 304: the page is as it was at the last poll. */
  readonly notModified: boolean;
  readonly receivedAt: Date;
}

/**
 * The polite HTTP client of a source. Keeps pace, budget, robots.txt, time-out, size limit and allowed origins, and
 * raises by consequence: `Retry` (network, 5xx), `Throttled` (429, 503 with Retry-After, budget spent),
 * `Degraded` (challenge page, robots.txt, foreign redirect, 4xx), `Misconfigured` (address refused by `network.allowPrivate`).
 */
export interface HttpPort {
  request(url: string, request?: HttpRequest): Promise<HttpResponse>;
  /** Detail pages that may still be asked for in this hour. */
  detailsLeft(): number;
}
