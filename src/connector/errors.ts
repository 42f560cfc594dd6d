/**
 * Errors of connectors, each named after what happens next. The collect worker acts on the class alone.
 */

/** Try again soon: a passing fault of network or platform. The cursor stays; back-off with jitter. */
export class Retry extends Error {
  override readonly name = "Retry";
}

/** The platform asks for patience. Costs no failure; nothing is asked of the source before `until`. */
export class Throttled extends Error {
  override readonly name = "Throttled";
  readonly until: Date;
  constructor(until: Date, message: string) {
    super(message);
    this.until = until;
  }
}

/**
 * The source no longer gives what it should: login page, challenge, changed layout, vanished field, refused right.
 * The source turns `degraded` with this reason, the page is kept as proof, the cursor stays, and an operator sees it.
 */
export class Degraded extends Error {
  override readonly name = "Degraded";
  /** A short stable word for the reason, such as `js-challenge`, `layout`, `not-json`, `robots`. */
  readonly reason: string;
  /** What was received, as proof. */
  readonly page: Payload | null;
  constructor(reason: string, message: string, page: Payload | null = null) {
    super(message);
    this.reason = reason;
    this.page = page;
  }
}

/** A setting is wrong: no request until an operator changes it. `key` is its path below `settings`. */
export class Misconfigured extends Error {
  override readonly name = "Misconfigured";
  readonly key: string;
  constructor(key: string, message: string) {
    super(message);
    this.key = key;
  }
}

/** One post of a page that cannot be read: it goes to the dead letters with its reason, the others go on. */
export interface Dropped {
  /** The platform's id where it could be read. */
  readonly externalId: string | null;
  /** A short stable word, such as `missing-field`, `bad-time`. */
  readonly reason: string;
  /** The path of the field within the payload, such as `responseData[3].dateline`. */
  readonly path: string;
  readonly message: string;
}

/** A platform's answer as it was received: what the archive keeps and the parse functions read. */
export interface Payload {
  /** The connector's own name for this sort of payload, such as `list` or `detail`. */
  readonly kind: string;
  /** The address asked, without credentials. */
  readonly url: string;
  /** What was asked beyond the address: parameters that the payload itself does not repeat. */
  readonly request: Readonly<Record<string, string>>;
  /** The answer's `Content-Type`, or an empty string. */
  readonly contentType: string;
  readonly body: Uint8Array;
  /** When it was received: "now" for relative times such as 3小时前. */
  readonly collectedAt: Date;
}
