import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { OpenAPIV3_1 } from "openapi-types";
import { expect } from "vitest";
import type { Answer } from "./door.ts";

/** Holds answers against openapi.json: the status is documented, the body fits its schema, errors are problems. */
export class Contract {
  readonly #document: OpenAPIV3_1.Document;
  readonly #ajv = new Ajv2020({ strict: false });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: OpenAPIV3_1.Document) {
    this.#document = document;
    addFormats.default(this.#ajv);
    this.#ajv.addSchema({ $id: "openapi", components: document.components });
  }

  hold(method: string, url: string, answer: Answer): void {
    const mediaType = String(answer.headers["content-type"] ?? "").split(";", 1)[0] as string;
    if (answer.status >= 400 && mediaType !== "application/json") {
      expect(mediaType, `${method} ${url} answers ${answer.status}`).toBe("application/problem+json");
      expect(answer.body).toMatchObject({
        status: answer.status,
        title: expect.any(String),
        detail: expect.any(String),
      });
      expect(answer.body.type).toMatch(/^urn:heartbridge:problem:[a-z-]+$/);
    }
    const path = url.split("?", 1)[0] as string;
    const template = Object.keys(this.#document.paths ?? {}).find((known) => pattern(known).test(path));
    if (template === undefined) {
      expect([400, 404], `${method} ${url} is not in openapi.json`).toContain(answer.status);
      return;
    }
    const operation = this.#document.paths?.[template]?.[method.toLowerCase() as "get"];
    if (operation === undefined) {
      expect(answer.status).toBe(404);
      return;
    }
    const response = operation.responses?.[answer.status] as OpenAPIV3_1.ResponseObject | undefined;
    expect(response, `${method} ${template} does not document ${answer.status}`).toBeDefined();
    const content = response?.content?.[mediaType];
    if (answer.text === "") return;
    expect(content, `${method} ${template} ${answer.status} does not document ${mediaType}`).toBeDefined();
    const fits = this.#validator(`${method} ${template} ${answer.status}`, content?.schema ?? {});
    fits(answer.body ?? answer.text);
    expect(fits.errors ?? [], `${method} ${template} ${answer.status}`).toEqual([]);
  }

  #validator(key: string, schema: object): ValidateFunction {
    const made = this.#compiled.get(key) ?? this.#ajv.compile(absolute(schema) as object);
    this.#compiled.set(key, made);
    return made;
  }
}

/** What addresses a path of the document stands for. */
function pattern(template: string): RegExp {
  return new RegExp(`^${template.replace(/\{[^}]+\}/g, "[^/]+").replaceAll(".", "\\.")}$`);
}

function absolute(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/'));
}
