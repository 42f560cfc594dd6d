/**
 * The few facts of the PostgreSQL wire protocol (version 3.0, PostgreSQL documentation chapter "Frontend/Backend
 * Protocol") that the embedded server needs: where a message ends, where a unit of work ends, and what a server says
 * at the start of a connection.
 */

const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;

/** What a client sent, cut into the pieces that must not be separated. */
export type ClientUnit =
  | { readonly kind: "encryption" }
  | { readonly kind: "cancel" }
  | { readonly kind: "startup" }
  | { readonly kind: "terminate" }
  /** One simple query, or an extended-protocol batch up to and with its Sync. */
  | { readonly kind: "work"; readonly messages: readonly Uint8Array[]; readonly listens: boolean };

/**
 * Cuts a connection's bytes into units. Messages of one extended-protocol batch (Parse, Bind, Describe, Execute, Sync)
 * stay together, because the session's unnamed statement lives from Parse to Sync.
 */
export class UnitReader {
  #rest: Buffer = Buffer.alloc(0);
  #started = false;
  #messages: Uint8Array[] = [];
  #listens = false;

  /** Takes bytes as they come; gives the units that are complete. */
  push(bytes: Buffer): ClientUnit[] {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const units: ClientUnit[] = [];
    for (let unit = this.#next(); unit !== "more"; unit = this.#next()) {
      if (unit) units.push(unit);
    }
    return units;
  }

  #next(): ClientUnit | null | "more" {
    return this.#started ? this.#nextMessage() : this.#nextStartup();
  }

  #nextStartup(): ClientUnit | "more" {
    if (this.#rest.length < 8) return "more";
    const length = this.#rest.readInt32BE(0);
    if (this.#rest.length < length) return "more";
    const code = this.#rest.readInt32BE(4);
    this.#rest = this.#rest.subarray(length);
    if (code === SSL_REQUEST || code === GSS_REQUEST) return { kind: "encryption" };
    if (code === CANCEL_REQUEST) return { kind: "cancel" };
    this.#started = true;
    return { kind: "startup" };
  }

  #nextMessage(): ClientUnit | null | "more" {
    if (this.#rest.length < 5) return "more";
    const length = 1 + this.#rest.readInt32BE(1);
    if (this.#rest.length < length) return "more";
    const message = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    const type = String.fromCharCode(message[0] as number);
    if (type === "X") return { kind: "terminate" };
    this.#messages.push(new Uint8Array(message));
    if ((type === "Q" || type === "P") && /\blisten\b/i.test(message.toString("latin1", 5, 200))) this.#listens = true;
    if (type !== "Q" && type !== "S") return null;
    const unit: ClientUnit = { kind: "work", messages: this.#messages, listens: this.#listens };
    this.#messages = [];
    this.#listens = false;
    return unit;
  }
}

/** What the engine answered: bytes for the client, notifications for whoever listens, the transaction's state. */
export interface EngineAnswer {
  readonly reply: Buffer;
  readonly notifications: readonly Buffer[];
  /** `I` idle, `T` in a transaction, `E` in a failed one; null where the answer held no ReadyForQuery. */
  readonly transaction: "I" | "T" | "E" | null;
}

/** Splits an answer: NotificationResponse messages are taken out, the last ReadyForQuery is read. */
export function readAnswer(answer: Buffer): EngineAnswer {
  const reply: Buffer[] = [];
  const notifications: Buffer[] = [];
  let transaction: EngineAnswer["transaction"] = null;
  for (let at = 0; at + 5 <= answer.length; ) {
    const end = at + 1 + answer.readInt32BE(at + 1);
    const message = answer.subarray(at, end);
    const type = String.fromCharCode(answer[at] as number);
    if (type === "A") notifications.push(message);
    else reply.push(message);
    if (type === "Z") transaction = String.fromCharCode(message[5] as number) as "I" | "T" | "E";
    at = end;
  }
  return { reply: Buffer.concat(reply), notifications, transaction };
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, "latin1");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** The answer to a startup message: authenticated (the socket's folder is the guard), parameters, ready. */
export function welcome(): Buffer {
  const parameters: Record<string, string> = {
    server_version: "18.0",
    server_encoding: "UTF8",
    client_encoding: "UTF8",
    DateStyle: "ISO, MDY",
    integer_datetimes: "on",
    standard_conforming_strings: "on",
    TimeZone: "UTC",
  };
  const okay = Buffer.alloc(4);
  const key = Buffer.alloc(8);
  return Buffer.concat([
    message("R", okay),
    ...Object.entries(parameters).map(([name, value]) => message("S", Buffer.from(`${name}\0${value}\0`))),
    message("K", key),
    message("Z", Buffer.from("I")),
  ]);
}
