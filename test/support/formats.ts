import { readFileSync } from "node:fs";
import type { ValidateFunction } from "ajv/dist/2020.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";

/** A validator of a JSON Schema (draft 2020-12). */
export function validatorOf(schema: object): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  return ajv.compile(schema);
}

/** The contract's own schema of a format, as other programs have it. */
export function contractValidator(name: "message" | "raw-post"): ValidateFunction {
  return validatorOf(JSON.parse(readFileSync(`test/contract/${name}.schema.json`, "utf8")) as object);
}

/** What a validator has against a value; empty where it is valid. */
export function faultsOf(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
