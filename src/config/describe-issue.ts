import { z } from "zod";
import { nearest } from "./near.ts";
import { type ConfigProblem, pathText } from "./problem.ts";
import { isSecretName, type Substituted } from "./substitute.ts";

/** The part of a JSON Schema that helps to say how a value is mended. */
interface SchemaNode {
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

/** What zod says before it comes to the point. */
const PREAMBLE = /^(Invalid \w+: |Too (small|big): |Invalid option: )?(expected )?/i;

/**
 * Tells zod's issues as configuration problems: a path, what was expected, what was found, how to mend it.
 * @param issues of one `safeParse`
 * @param schema the schema that raised them: gives known keys, descriptions and examples
 * @param value what was parsed
 * @param at where the value stands within the file
 */
export function describeIssues(
  issues: readonly z.core.$ZodIssue[],
  schema: z.ZodType,
  value: unknown,
  at: readonly PropertyKey[],
  substituted: Substituted,
): ConfigProblem[] {
  const root = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as SchemaNode;
  return issues.flatMap((issue) => {
    const node = nodeAt(root, issue.path);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => unknownKey(pathText([...at, ...issue.path, key]), key, node));
    }
    const path = pathText([...at, ...issue.path]);
    if (substituted.failed.has(path)) return [];
    const found = shown(valueAt(value, issue.path), path, substituted);
    return [{ path, expected: expectation(issue), found, mend: mend(path, node, found) }];
  });
}

function unknownKey(path: string, key: string, node: SchemaNode | undefined): ConfigProblem {
  const known = Object.keys(node?.properties ?? {});
  const near = nearest(key, known);
  return {
    path,
    expected: known.length === 0 ? "no such key" : `one of the keys ${known.join(", ")}`,
    found: `the unknown key "${key}"`,
    mend: near === null ? `remove "${key}"` : `did you mean "${near}"? Else remove "${key}"`,
  };
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_union") {
    const ways = issue.errors.map((way) => way.map(expectation).join(", "));
    if (ways.length > 0) return [...new Set(ways)].join("; or ");
  }
  return issue.message.replace(PREAMBLE, "").replace(/, received .*$/, "");
}

function mend(path: string, node: SchemaNode | undefined, found: string): string {
  const example = node?.examples?.[0];
  const what = node?.description === undefined ? "" : ` (${node.description})`;
  const verb = found === NOTHING ? "add" : "correct";
  const shape = example === undefined ? "" : `, for example ${JSON.stringify(example)}`;
  return `${verb} ${path}${what}${shape}`;
}

const NOTHING = "nothing";

/** What stands at a key, without secrets. */
function shown(value: unknown, path: string, substituted: Substituted): string {
  const origin = substituted.origins.get(path);
  if (value === undefined) return NOTHING;
  if (origin !== undefined) return `the value of ${origin} (not shown)`;
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  const name =
    path
      .replace(/\[\d+\]$/, "")
      .split(".")
      .at(-1) ?? "";
  if (typeof value === "string" && (isSecretName(name) || /:\/\/[^/]*@/.test(value))) {
    return `a text of ${value.length} characters (not shown)`;
  }
  return JSON.stringify(value);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const part of path) {
    if (typeof here !== "object" || here === null) return undefined;
    here = (here as Record<PropertyKey, unknown>)[part];
  }
  return here;
}

function nodeAt(root: SchemaNode, path: readonly PropertyKey[]): SchemaNode | undefined {
  let node: SchemaNode | undefined = root;
  for (const part of path) {
    const ways: readonly (SchemaNode | undefined)[] = [node, ...(node?.anyOf ?? [])];
    node =
      typeof part === "number"
        ? ways.find((way) => way?.items !== undefined)?.items
        : ways.find((way) => way?.properties?.[String(part)] !== undefined)?.properties?.[String(part)];
  }
  return node;
}
