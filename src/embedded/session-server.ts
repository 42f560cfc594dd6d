import { createServer, type Server, type Socket } from "node:net";
import { type ClientUnit, readAnswer, UnitReader, welcome } from "./wire.ts";

/** The one session of an embedded engine. */
export interface Engine {
  /** Sends protocol messages in order and gives everything the engine answered. */
  execute(messages: readonly Uint8Array[]): Promise<Buffer>;
}

type Work = Extract<ClientUnit, { kind: "work" }>;

interface Connection {
  readonly socket: Socket;
  readonly pending: Work[];
  listens: boolean;
  gone: boolean;
}

/**
 * Lets many clients share an engine that has a single session, by scheduling whole units of work: no client's messages
 * come between another's Parse and Sync, and from BEGIN to COMMIT the session belongs to one connection. Notifications
 * go to every connection that listens. (`docs/decisions/0002-embedded-engine.md` says why this is ours.)
 */
export class SessionServer {
  readonly #engine: Engine;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  readonly #queue: Connection[] = [];
  #owner: Connection | null = null;
  #running = false;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  /** Listens on a Unix socket. */
  listen(path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(path, resolve);
    });
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    for (const connection of this.#connections) connection.socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(socket: Socket): void {
    const connection: Connection = { socket, pending: [], listens: false, gone: false };
    const reader = new UnitReader();
    this.#connections.add(connection);
    socket.on("data", (bytes) => {
      for (const unit of reader.push(bytes)) this.#take(connection, unit);
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#leave(connection));
  }

  #take(connection: Connection, unit: ClientUnit): void {
    if (unit.kind === "encryption") connection.socket.write("N");
    else if (unit.kind === "startup") connection.socket.write(welcome());
    else if (unit.kind === "work") {
      if (unit.listens) connection.listens = true;
      connection.pending.push(unit);
      this.#queue.push(connection);
      void this.#run();
    } else connection.socket.end();
  }

  #leave(connection: Connection): void {
    connection.gone = true;
    connection.pending.length = 0;
    this.#connections.delete(connection);
    void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      for (;;) {
        if (this.#owner?.gone) await this.#rollback();
        const connection = this.#next();
        if (!connection) return;
        const unit = connection.pending.shift();
        if (unit) await this.#work(connection, unit);
      }
    } finally {
      this.#running = false;
    }
  }

  /** The owner of an open transaction goes first; nobody else may come between. */
  #next(): Connection | undefined {
    if (!this.#owner) return this.#queue.shift();
    const at = this.#queue.indexOf(this.#owner);
    return at < 0 ? undefined : this.#queue.splice(at, 1)[0];
  }

  async #work(connection: Connection, unit: Work): Promise<void> {
    const answer = readAnswer(await this.#engine.execute(unit.messages));
    if (answer.transaction) this.#owner = answer.transaction === "I" ? null : connection;
    if (!connection.gone) connection.socket.write(answer.reply);
    for (const notification of answer.notifications) {
      for (const listener of this.#connections) if (listener.listens) listener.socket.write(notification);
    }
  }

  /** A client that went away in the middle of a transaction takes nothing with it. */
  async #rollback(): Promise<void> {
    this.#owner = null;
    const sql = Buffer.from("ROLLBACK\0");
    const head = Buffer.alloc(5);
    head.write("Q", 0, "latin1");
    head.writeInt32BE(sql.length + 4, 1);
    await this.#engine.execute([new Uint8Array(Buffer.concat([head, sql]))]);
  }
}
