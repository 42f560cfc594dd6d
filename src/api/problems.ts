import { z } from "zod";

/**
 * Every problem that the API answers with (RFC 9457), in one table. The key is the end of `type`,
 * `urn:heartbridge:problem:<key>`, and stays the same for ever: clients act on it.
 */
export const PROBLEMS = {
  "invalid-request": { status: 400, title: "A parameter or the body is not as it should be" },
  "malformed-request": { status: 400, title: "The request cannot be read" },
  unauthorized: { status: 401, title: "A bearer token is needed" },
  forbidden: { status: 403, title: "The token lacks a permission" },
  "local-only": { status: 403, title: "Without a configured token the API answers on loopback only" },
  "not-found": { status: 404, title: "There is no such thing here" },
  gone: { status: 410, title: "The message was erased" },
  "original-expired": { status: 410, title: "The sealed original is no longer kept" },
  "body-too-large": { status: 413, title: "The body is too large" },
  "address-too-long": { status: 414, title: "A part of the address is too long" },
  "unsupported-media-type": { status: 415, title: "The body's media type is not taken here" },
  "no-line-accepted": { status: 422, title: "Every line is wrong" },
  "headers-too-large": { status: 431, title: "The request's headers are too large" },
  internal: { status: 500, title: "Something broke inside" },
  unavailable: { status: 503, title: "A part that this needs does not answer" },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemCode = keyof typeof PROBLEMS;

/** A single wrong parameter, field or line. */
export const ProblemError = z.object({ path: z.string(), message: z.string() });
export type ProblemError = z.infer<typeof ProblemError>;

/** The body of every 4xx and 5xx answer, as `application/problem+json`. */
export const ProblemDetails = z.looseObject({
  type: z.string().describe("urn:heartbridge:problem:<code>"),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string(),
  errors: z.array(ProblemError).optional().describe("each wrong parameter or field"),
});
export type ProblemDetails = z.infer<typeof ProblemDetails>;

/** What a problem may carry beside its detail. */
export interface ProblemExtras {
  readonly errors?: readonly ProblemError[];
  /** Further members of the answer's body. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown anywhere in a request; the error handler makes the answer of it. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  readonly statusCode: number;
  readonly extras: ProblemExtras;
  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.code = code;
    this.statusCode = PROBLEMS[code].status;
    this.extras = extras;
  }
}

/** The body that tells of a problem. */
export function problemBody(problem: Problem): ProblemDetails {
  const { status, title } = PROBLEMS[problem.code];
  const { errors, members } = problem.extras;
  return {
    type: `urn:heartbridge:problem:${problem.code}`,
    title,
    status,
    detail: problem.message,
    ...(errors === undefined ? {} : { errors: [...errors] }),
    ...members,
  };
}

/** A problem of wrong parameters or fields, each with its path. */
export function invalidRequest(errors: readonly ProblemError[]): Problem {
  const detail = errors.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("; ");
  return new Problem("invalid-request", detail, { errors });
}
