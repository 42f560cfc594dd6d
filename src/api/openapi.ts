import type { FastifyDynamicSwaggerOptions } from "@fastify/swagger";
import type { RouteOptions } from "fastify";
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from "fastify-type-provider-zod";
import type { OpenAPIV3_1 } from "openapi-types";
import { z } from "zod";
import { query } from "./parameters.ts";
import { PROBLEMS, ProblemDetails } from "./problems.ts";
import { components } from "./schemas.ts";

type Conversion = NonNullable<
  NonNullable<Parameters<typeof createJsonSchemaTransform>[0]["zodToJsonConfig"]>["override"]
>;

/** What the conversion to JSON Schema leaves out: descriptions, defaults of parsed parameters, answers without body. */
const complete: Conversion = ({ zodSchema, jsonSchema }) => {
  Object.assign(jsonSchema, z.globalRegistry.get(zodSchema));
  const { def } = zodSchema._zod;
  if (def.type === "default") jsonSchema.default = (def as z.core.$ZodDefaultDef).defaultValue;
  if (def.type === "undefined") jsonSchema.type = "null";
};

const conversion = { schemaRegistry: components, zodToJsonConfig: { override: complete } };
const withComponents = createJsonSchemaTransformObject(conversion);

/** Options of the swagger plugin: OpenAPI 3.1 from the routes' zod schemas. */
export const openapiOptions: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: "3.1.0",
    info: {
      title: "Heartbridge",
      version: "1.0.0",
      description:
        "What citizens write to a county, normalised, masked and classified. Times are RFC 3339 in UTC with " +
        "milliseconds. Lists page by an opaque cursor. Errors are problem details (RFC 9457).",
    },
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "a token of `api.tokens`; its permissions decide" },
      },
    },
  },
  transform: createJsonSchemaTransform(conversion),
  transformObject: (document) => tidy(withComponents(document) as OpenAPIV3_1.Document),
};

/**
 * Completes a route's documentation at registration: which permission it needs and which problems it answers.
 * @throws Error where a route does not say which permission it needs: no door is open by oversight
 */
export function documentRoute(route: RouteOptions): void {
  const { permission, problems = [] } = route.config ?? {};
  if (permission === undefined) throw new Error(`${route.method} ${route.url} does not name its permission`);
  const schema = route.url.startsWith("/v1/") ? { querystring: query({}), ...route.schema } : (route.schema ?? {});
  const statuses = new Set([403, 500, ...problems]);
  if (permission !== null) statuses.add(401);
  if (schema.querystring || schema.params || schema.headers) statuses.add(400);
  if (schema.params) statuses.add(414);
  if (route.method !== "GET") for (const status of [400, 413, 415]) statuses.add(status);
  route.schema = {
    ...schema,
    ...(permission === null ? {} : { security: [{ token: [] }], "x-permission": permission }),
    response: {
      ...(schema.response as object),
      ...Object.fromEntries([...statuses].sort().map((status) => [status, problemResponse(status)])),
    },
  };
}

function problemResponse(status: number) {
  const titles = Object.values(PROBLEMS).filter((problem) => problem.status === status);
  return {
    description: titles.map(({ title }) => title).join("; "),
    content: { "application/problem+json": { schema: ProblemDetails } },
  };
}

/** Says which bodies may be absent and what answers are, and removes components that nothing refers to. */
function tidy(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
  for (const path of Object.values(document.paths ?? {})) {
    for (const { requestBody, responses, summary } of Object.values(path ?? {}) as OpenAPIV3_1.OperationObject[]) {
      if (requestBody !== undefined && "content" in requestBody) requestBody.required = !isNullable(requestBody);
      for (const response of Object.values(responses ?? {}) as OpenAPIV3_1.ResponseObject[]) {
        if (response.description === "Default Response") response.description = summary ?? "";
      }
    }
  }
  dropUnused(document.components?.schemas ?? {}, JSON.stringify(document.paths));
  return document;
}

function isNullable({ content }: OpenAPIV3_1.RequestBodyObject): boolean {
  return Object.values(content).some(({ schema }) => JSON.stringify(schema ?? {}).endsWith(',{"type":"null"}]}'));
}

/** Keeps what the paths refer to, and what that refers to in turn. */
function dropUnused(schemas: Record<string, unknown>, paths: string): void {
  // The incoming format stays although its body is described in words: senders generate types from it.
  const used = new Set(["RawPostInput"]);
  let text = paths;
  for (let before = 0; before !== used.size; ) {
    before = used.size;
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) used.add(name as string);
    text = JSON.stringify([...used].map((name) => schemas[name]));
  }
  for (const name of Object.keys(schemas)) if (!used.has(name)) delete schemas[name];
}
