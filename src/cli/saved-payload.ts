import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { connectors } from "../../connectors/registry.ts";
import { nearest } from "../config/near.ts";
import type { AnyConnector, Parse } from "../connector/connector.ts";
import type { Payload } from "../connector/errors.ts";
import { Failure, UsageError } from "./failure.ts";
import type { Io } from "./io.ts";
import { placeholderFor, type SchemaNode } from "./placeholder.ts";

/** A parse function with the settings that it is called with. */
export interface Parser {
  readonly parse: Parse<unknown>;
  readonly settings: unknown;
  /** Where the payload is said to come from. */
  readonly baseUrl: string;
}

/**
 * Finds a connector's parse function.
 * @param given settings to use; mandatory ones that are not among them get a value that reading does not depend on
 * @throws UsageError naming what there is
 */
export async function findParser(id: string, kind: string, given: Record<string, unknown>): Promise<Parser> {
  const registry: Readonly<Record<string, AnyConnector>> = connectors;
  const connector = Object.hasOwn(registry, id) ? registry[id] : undefined;
  if (connector === undefined) throw unknown("connector", id, Object.keys(registry));
  const parse = Object.hasOwn(connector.kinds, kind) ? connector.kinds[kind] : undefined;
  if (parse === undefined) throw unknown(`payload of ${id}`, kind, Object.keys(connector.kinds));
  const schema = z.toJSONSchema(connector.settings, { io: "input", unrepresentable: "any" }) as SchemaNode;
  const input = { ...(placeholderFor(schema) as object), ...given };
  const settings = connector.settings.safeParse(input);
  if (!settings.success) {
    const faults = settings.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new UsageError(`--settings: ${faults.join("; ")}`);
  }
  return { parse, settings: settings.data, baseUrl: String((input as { baseUrl?: unknown }).baseUrl ?? "") };
}

function unknown(what: string, word: string, known: readonly string[]): UsageError {
  const near = nearest(word, known);
  const hint = near === null ? "" : `; did you mean ${near}?`;
  return new UsageError(`unknown ${what} "${word}": known are ${known.join(", ")}${hint}`);
}

/** Reads a saved payload; its time of change stands for the time of collection. */
export async function readPayload(io: Io, file: string, kind: string, url: string): Promise<Payload> {
  const path = resolve(io.cwd, file);
  try {
    const [body, { mtime }] = [await readFile(path), await stat(path)];
    return { kind, url, request: {}, contentType: "", body, collectedAt: mtime };
  } catch (error) {
    throw new Failure(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
