import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createHttp, type HttpOptions, type PoliteHttp } from "../../src/connector/polite-http.ts";

/** A server on loopback that answers by path and remembers what it was asked. */
export interface LocalServer {
  readonly origin: string;
  /** `METHOD path?query` of every request, in order. */
  readonly asked: string[];
  readonly requests: IncomingMessage[];
  close(): Promise<void>;
}

/** Answers of a local server by path; `*` answers what no path does. */
export type Routes = Record<string, (request: IncomingMessage, response: ServerResponse) => void>;

/** Starts a local server. */
export async function serve(routes: Routes): Promise<LocalServer> {
  const asked: string[] = [];
  const requests: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    requests.push(request);
    const path = (request.url ?? "").split("?")[0] as string;
    const answer = routes[path] ?? routes["*"];
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${port}`, asked, requests, close };
}

/** A client for a local server: fast pace, loopback allowed; single options may be changed. */
export function client(origins: readonly string[], options: Partial<HttpOptions> = {}): PoliteHttp {
  return createHttp({
    origins,
    pace: { minInterval: 0, concurrency: 4, detailsPerHour: 1000 },
    allowPrivate: ["127.0.0.0/8", "::1/128"],
    contact: null,
    now: () => new Date(),
    retryPause: 5,
    timeout: 2000,
    ...options,
  });
}
