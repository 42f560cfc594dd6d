import type { Server } from "node:http";
import type { Socket } from "node:net";

/** How long requests under way have once the API closes. The whole daemon drains within 10 s. */
const GRACE_MILLISECONDS = 3000;

/**
 * Ends a server's connections when it closes. Node waits for every connection that is not idle, and one on which
 * nothing was asked yet (browsers and clients open them in advance) is not idle to it: it would hold the stop.
 */
export class Connections {
  readonly #server: Server;
  readonly #silent = new Set<Socket>();

  constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket: Socket) => {
      this.#silent.add(socket);
      socket.once("close", () => this.#silent.delete(socket));
    });
    server.on("request", ({ socket }) => this.#silent.delete(socket));
  }

  /** Ends silent connections at once and all others after a grace period. */
  close(): void {
    for (const socket of this.#silent) socket.destroy();
    setTimeout(() => this.#server.closeAllConnections(), GRACE_MILLISECONDS).unref();
  }
}
