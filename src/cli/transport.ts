import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Application } from "../daemon.ts";

/** One request to the API, whichever way it goes. */
export interface ApiRequest {
  readonly method: "GET" | "POST" | "DELETE";
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
}

/** Carries requests to the API: over HTTP to a daemon, or to an application within this process. */
export interface Transport {
  send(request: ApiRequest): Promise<ApiAnswer>;
  close(): Promise<void>;
}

/**
 * Speaks to a daemon. No time-out of its own but for connecting: some answers are held on purpose.
 * `node:http` and not `fetch`, which refuses ports that browsers block and ends long answers.
 * @param base such as `http://127.0.0.1:8420`
 */
export function httpTransport(base: URL, answerWithinMs: number | null): Transport {
  const open = base.protocol === "https:" ? httpsRequest : httpRequest;
  return {
    send({ method, path, headers, body }) {
      return new Promise((resolve, reject) => {
        const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
        const url = new URL(base.pathname.replace(/\/$/, "") + path, base);
        const sent = open(url, { method, headers: { ...headers, ...length } }, (answer) => {
          readBody(answer).then((text) => resolve({ status: answer.statusCode ?? 0, body: text }), reject);
        });
        if (answerWithinMs !== null) {
          sent.setTimeout(answerWithinMs, () => sent.destroy(new Error(`no answer within ${answerWithinMs} ms`)));
        }
        sent.on("error", reject);
        sent.end(body);
      });
    },
    async close() {},
  };
}

async function readBody(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** How long an application within this process may take to end its work, in milliseconds. */
const CLOSE_MS = 10_000;

/** Speaks to an application that was opened in this process. A part of it that fails ends the request under way. */
export function localTransport(application: Application): Transport {
  application.failed.catch(() => {});
  return {
    async send({ method, path, headers, body }) {
      const payload = body === undefined ? {} : { payload: body };
      const asked = application.api.inject({ method, url: path, headers: { ...headers }, ...payload });
      const answer = await Promise.race([asked, application.failed]);
      return { status: answer.statusCode, body: answer.payload };
    },
    close: () => application.close(CLOSE_MS),
  };
}
