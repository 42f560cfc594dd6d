import type { FastifySchemaCompiler } from "fastify";
import { z } from "zod";
import { nearest } from "../config/near.ts";
import { invalidRequest, type ProblemError } from "./problems.ts";

type Issue = z.core.$ZodIssue;

/** Fastify's validator compiler: parses a part of a request with its zod schema, and names every fault of it. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  (data: unknown) => {
    const result = schema.safeParse(data, { reportInput: true });
    if (result.success) return { value: result.data };
    const errors = result.error.issues.flatMap((issue) => faults(issue, schema));
    // In a query a list's entries have no names of their own: the parameter is what a client can mend.
    const named = errors.map(({ path, message }) => ({ path: path.split(".", 1)[0] as string, message }));
    return { error: invalidRequest(httpPart === "querystring" ? named : errors) };
  };

/** Fastify's serializer: what leaves was parsed when it came in, and is not parsed again. */
export const serializerCompiler = () => (data: unknown) => JSON.stringify(data);

function faults(issue: Issue, schema: z.ZodType): ProblemError[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...issue.path, key].join("."), message: unknownName(key, schema) }));
  }
  return [{ path: issue.path.join("."), message: `${expectation(issue)}${found(issue.input)}` }];
}

function unknownName(name: string, schema: z.ZodType): string {
  const known = namesOf(schema);
  const near = nearest(name, known);
  const hint = near === null ? "" : `, did you mean ${near}?`;
  return `is not known here${hint} (known: ${known.join(", ") || "none"})`;
}

/** Names that an object takes, through preprocessing and `nullish`. */
function namesOf(schema: z.core.$ZodType): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodPipe) return namesOf(schema.out);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return namesOf(schema.unwrap());
  return [];
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case "invalid_value":
      return `expected one of ${issue.values.join(", ")}`;
    case "invalid_type":
      return `expected ${["int", "number"].includes(issue.expected) ? "a whole number" : issue.expected}`;
    case "too_small":
      return `expected at least ${issue.minimum}${unit(issue.origin)}`;
    case "too_big":
      return `expected at most ${issue.maximum}${unit(issue.origin)}`;
    default:
      return issue.message;
  }
}

function unit(origin: string): string {
  return { string: " characters", array: " values" }[origin] ?? "";
}

/** What stood there instead, cut short. */
function found(input: unknown): string {
  if (input === undefined) return ", found nothing";
  if (typeof input === "object" && input !== null) return "";
  const text = JSON.stringify(input);
  return `, found ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
}
