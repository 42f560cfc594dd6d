import { z } from "zod";
import type { Api } from "../api.ts";
import { query, wholeNumber } from "../parameters.ts";
import type { ApiDependencies } from "../ports.ts";
import { Problem } from "../problems.ts";

/** Bytes of a body of RawPost lines (contract, "Limits"). */
const RAW_POSTS_LIMIT = 32 * 1024 * 1024;
const NDJSON = "application/x-ndjson";

const Lines = z
  .custom<Buffer | null>((value) => value === null || Buffer.isBuffer(value), "expected RawPost lines")
  .meta({ type: "string", description: "one RawPostInput as JSON on each line" });

const Answer = z.object({
  accepted: z.int(),
  rejected: z.array(z.object({ line: z.int(), path: z.string(), message: z.string() })),
  batches: z.array(z.string()).describe("ids to ask GET /v1/raw-posts/batches about"),
});

/** `POST /v1/raw-posts`: RawPost lines in; answers once they are safe on disk. */
export function addRawPosts(app: Api, { intake }: ApiDependencies): void {
  // The media type is taken in this scope alone, so that elsewhere it is refused before it is read.
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(NDJSON, { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    (scope as Api).post(
      "/v1/raw-posts",
      {
        bodyLimit: RAW_POSTS_LIMIT,
        config: { permission: "raw-posts:write", problems: [422, 503] },
        schema: {
          operationId: "postRawPosts",
          summary: "RawPost lines in",
          description: "A wrong line is answered with its number and dead-lettered; the others go on.",
          tags: ["raw-posts"],
          consumes: [NDJSON],
          querystring: query({
            firstLine: wholeNumber(1, Number.MAX_SAFE_INTEGER)
              .default(1)
              .describe("number of the first line within the sender's file"),
          }),
          body: Lines,
          response: { 202: Answer },
        },
      },
      async (request, reply) => {
        const { firstLine } = request.query;
        const answer = await intake.accept(linesOf(request.body ?? Buffer.alloc(0), firstLine), firstLine);
        if (answer.accepted === 0 && answer.rejected.length > 0) {
          const [first] = answer.rejected;
          const detail = `no line is a RawPost; line ${first?.line}, ${first?.path || "whole"}: ${first?.message}`;
          throw new Problem("no-line-accepted", detail, { members: { accepted: 0, rejected: answer.rejected } });
        }
        return reply.code(202).send(answer);
      },
    );
  });
}

/** Cuts a body into lines. Decoding is strict, because a replaced byte would be a citizen's word lost in silence. */
function linesOf(body: Buffer, firstLine: number): string[] {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const lines: string[] = [];
  for (let start = 0; start < body.length; ) {
    const newline = body.indexOf(0x0a, start);
    const end = newline === -1 ? body.length : newline;
    try {
      lines.push(decoder.decode(body.subarray(start, end)));
    } catch {
      throw new Problem("malformed-request", `line ${firstLine + lines.length} is not UTF-8; nothing was taken`);
    }
    start = end + 1;
  }
  return lines;
}
