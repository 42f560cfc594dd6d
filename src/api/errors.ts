import type { Socket } from "node:net";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { QueueUnavailable } from "../queue/queue.ts";
import { BadCursor } from "../store/store.ts";
import { discardBody } from "./discard-body.ts";
import { LaneSilent, UnknownSource } from "./ports.ts";
import { invalidRequest, PROBLEMS, Problem, type ProblemCode, problemBody } from "./problems.ts";

/** What fastify itself refuses, by its error code. */
const REFUSALS: Readonly<Record<string, { code: ProblemCode; detail: string }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: "body-too-large",
    detail: "the body passes the limit: 32 MiB for /v1/raw-posts, 1 MiB elsewhere; send it in smaller parts",
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: "unsupported-media-type",
    detail: "send application/x-ndjson to /v1/raw-posts and application/json elsewhere",
  },
  FST_ERR_MAX_PARAM_LENGTH: { code: "address-too-long", detail: "a part of the path passes 200 characters" },
};

/**
 * Turns whatever was thrown into the problem that the client is told. Errors that are not known become `internal`,
 * whose text says nothing of the inside.
 */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof BadCursor) {
    const message = "expected the `next` of an answer with the same sort, or no cursor for the first page";
    return invalidRequest([{ path: "cursor", message }]);
  }
  if (error instanceof UnknownSource) return new Problem("not-found", error.message);
  if (error instanceof QueueUnavailable) {
    return new Problem("unavailable", "the queue does not answer; nothing is lost by trying again", {
      headers: { "retry-after": "5" },
    });
  }
  if (error instanceof LaneSilent)
    return new Problem("unavailable", error.message, { headers: { "retry-after": "30" } });
  const { code = "", statusCode = 500, message = "" } = error as Partial<FastifyError>;
  const refusal = REFUSALS[code];
  if (refusal !== undefined) return new Problem(refusal.code, refusal.detail);
  if (statusCode >= 400 && statusCode < 500) return new Problem("malformed-request", message);
  return new Problem("internal", "the request failed inside; the log has the reason under this request's id");
}

/** Answers with a problem, and logs the error itself where the fault is ours. */
export async function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const problem = toProblem(error);
  const { status } = PROBLEMS[problem.code];
  if (status >= 500) request.log.error({ err: error }, "request failed");
  await discardBody(request.raw);
  const body = status >= 500 ? { ...problemBody(problem), requestId: request.id } : problemBody(problem);
  return reply
    .code(status)
    .headers(problem.extras.headers ?? {})
    .type("application/problem+json")
    .send(body);
}

/** Answers an address that no route serves. */
export function sendNotFound(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const path = request.url.split("?", 1)[0];
  return sendProblem(new Problem("not-found", `nothing answers ${request.method} ${path}`), request, reply);
}

/** Answers on a bare socket what is no HTTP request at all; there is no reply object for it. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return;
  const problem =
    error.code === "HPE_HEADER_OVERFLOW"
      ? new Problem("headers-too-large", "address and headers together pass 128 KiB")
      : new Problem("malformed-request", "this is no HTTP request, or it was not sent in time");
  const body = JSON.stringify(problemBody(problem));
  const { status, title } = PROBLEMS[problem.code];
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
