import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { OpenAPIV3_1 } from "openapi-types";
import { describe, expect, it } from "vitest";
import { documentRoute } from "../../src/api/openapi.ts";
import { jsonSchemas } from "../../src/record/json-schema.ts";
import { message } from "./builders.ts";
import { openDoor } from "./door.ts";

describe("openapi.json", async () => {
  const door = await openDoor();
  const document = (await door.ask("GET", "/openapi.json")).body as OpenAPIV3_1.Document;
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, OpenAPIV3_1.OperationObject>).map(([method, operation]) => ({
      name: `${method} ${path}`,
      path,
      operation,
    })),
  );

  it("is OpenAPI 3.1 whose references all lead somewhere", () => {
    expect(document.openapi).toBe("3.1.0");
    const names = Object.keys(document.components?.schemas ?? {});
    const referred = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target);
    expect(new Set(referred)).toEqual(
      new Set(names.filter((n) => n !== "RawPostInput").map((n) => `#/components/schemas/${n}`)),
    );
  });

  it("cannot have a route that forgot its permission", () => {
    const route = { method: "GET", url: "/v1/secrets", handler: () => "open" };
    expect(() => documentRoute(route)).toThrow("GET /v1/secrets does not name its permission");
  });

  it("names each operation once, and every parameter of its path", () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { name, path, operation } of operations) {
      const declared = (operation.parameters ?? []) as OpenAPIV3_1.ParameterObject[];
      const inPath = declared.filter((parameter) => parameter.in === "path").map((parameter) => `{${parameter.name}}`);
      expect(inPath, name).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(operation.summary, name).toBeTruthy();
    }
  });

  it("gives a valid schema for each answer and each body", () => {
    const ajv = addFormats.default(new Ajv2020({ strict: false }));
    ajv.addSchema({ $id: "openapi", components: document.components });
    for (const { name, operation } of operations) {
      const contents = Object.entries(operation.responses ?? {}).map(([status, response]) => {
        const { content = {}, description } = response as OpenAPIV3_1.ResponseObject;
        expect(description, `${name} ${status}`).toBeTruthy();
        expect(Object.keys(content).length, `${name} ${status}`).toBe(status === "204" ? 0 : 1);
        return content;
      });
      const { content } = (operation.requestBody ?? { content: {} }) as OpenAPIV3_1.RequestBodyObject;
      for (const { schema } of [...contents, content].flatMap((types) => Object.values(types))) {
        expect(Object.keys(schema ?? {}).length, name).toBeGreaterThan(0);
        const text = JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/');
        ajv.compile(JSON.parse(text));
      }
      const statuses = Object.keys(operation.responses ?? {});
      expect(
        statuses.some((status) => status.startsWith("2")),
        name,
      ).toBe(true);
      expect(statuses, name).toEqual(expect.arrayContaining(["403", "500"]));
    }
  });

  it("has the contract's addresses", () => {
    expect(Object.keys(document.paths ?? {})).toEqual(
      expect.arrayContaining(["/v1/messages", "/v1/messages/{id}", "/v1/groups/{id}", "/v1/feed", "/v1/feed/stream"]),
    );
    expect(Object.keys(document.paths ?? {})).toEqual(
      expect.arrayContaining(["/v1/report", "/v1/raw-posts", "/livez", "/readyz", "/metrics", "/openapi.json"]),
    );
  });

  it("says of parameters what they take and what they are unless told", () => {
    const parameters = document.paths?.["/v1/messages"]?.get?.parameters as OpenAPIV3_1.ParameterObject[];
    const schemaOf = (wanted: string) => parameters.find(({ name }) => name === wanted)?.schema;
    expect(schemaOf("limit")).toEqual({ type: "integer", minimum: 1, maximum: 1000, default: 100 });
    expect(schemaOf("urgency")).toMatchObject({
      type: "array",
      items: { enum: ["critical", "high", "normal", "low"] },
    });
    expect(parameters.every((parameter) => parameter.required === false)).toBe(true);
  });

  it("describes a Message as the record's own JSON Schema does", () => {
    const { $id: _id, $schema: _schema, title: _title, ...own } = jsonSchemas().message as Record<string, unknown>;
    const served = document.components?.schemas?.Message as { required: string[]; properties: object };
    expect(served.required).toEqual(own.required);
    expect(Object.keys(served.properties)).toEqual(Object.keys(own.properties as object));
    const ajv = addFormats.default(new Ajv2020({ strict: false }));
    expect(ajv.validate(served, message(1))).toBe(true);
    expect(ajv.validate(served, { ...message(1), seq: 0 })).toBe(false);
  });
});
