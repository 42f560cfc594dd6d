import { randomUUID } from "node:crypto";
import swagger from "@fastify/swagger";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { guard } from "./access.ts";
import type { Api } from "./api.ts";
import { Connections } from "./connections.ts";
import { refuseConnection, sendNotFound, sendProblem } from "./errors.ts";
import { Followers } from "./followers.ts";
import { measureRequests } from "./http-metrics.ts";
import { documentRoute, openapiOptions } from "./openapi.ts";
import type { ApiDependencies } from "./ports.ts";
import { logRequest } from "./request-log.ts";
import { addRoutes } from "./routes/index.ts";
import { serializerCompiler, validatorCompiler } from "./validation.ts";

/** Bytes of a body; `/v1/raw-posts` alone takes more (contract, "Limits"). */
const BODY_LIMIT = 1024 * 1024;
/** Bytes of address and headers: a thousand batch ids must fit into a query. */
const HEADER_LIMIT = 128 * 1024;
/** A request must be whole by then; slow senders do not hold a connection for ever. */
const REQUEST_MILLISECONDS = 300_000;

/** On every answer: it is data about citizens, and no document for a browser. */
const SECURITY_HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * Builds the HTTP door. It does not listen: the composition root does, on loopback where no token is configured;
 * commands that work without a daemon use `inject`. Closing it ends waiting readers at once.
 */
export async function createApi(deps: ApiDependencies): Promise<FastifyInstance> {
  const followers = new Followers();
  const app: Api = fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_MILLISECONDS,
    return503OnClosing: false,
    http: { maxHeaderSize: HEADER_LIMIT },
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: refuseConnection,
    frameworkErrors: sendProblem,
  }).withTypeProvider<ZodTypeProvider>();

  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler(sendNotFound);
  app.decorateRequest("actor", "-");
  app.addHook("onRoute", documentRoute);
  app.addHook("onRequest", async (request, reply) => {
    reply.headers({ ...SECURITY_HEADERS, "x-request-id": request.id });
  });
  app.addHook("onRequest", guard(deps.tokens));
  app.addHook("onResponse", logRequest);
  app.addHook("onResponse", measureRequests(deps.metrics));
  const connections = new Connections(app.server);
  app.addHook("preClose", async () => {
    followers.close();
    connections.close();
  });
  acceptJsonAlone(app);

  await app.register(swagger, openapiOptions);
  await app.register(async (scope) => addRoutes(scope as Api, deps, followers));
  await app.ready();
  return app as unknown as FastifyInstance;
}

/**
 * JSON is the only media type (`/v1/raw-posts` sets its own). A body that may be left out may also be sent empty: many
 * clients send the content type with every POST.
 */
function acceptJsonAlone(app: Api): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (String(body).trim() === "") done(null, undefined);
    else parse(request, String(body), done);
  });
}
