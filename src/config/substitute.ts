import { readFileSync } from "node:fs";
import { type ConfigProblem, pathText } from "./problem.ts";

/** A document whose `${…}` are replaced, and what was learnt on the way. */
export interface Substituted {
  readonly value: unknown;
  readonly problems: ConfigProblem[];
  /** Where a value came from, by the path of its key: such values are never shown. */
  readonly origins: Map<string, string>;
  /** Paths whose `${…}` could not be replaced: nothing else is to be said about them. */
  readonly failed: Set<string>;
  /** Values that must appear in no log. */
  readonly secrets: string[];
}

/** Names of keys and variables whose values are secret. */
const SECRET_NAME = /token|secret|key|passw|credential|cookie|appcode/i;

/** `${NAME}` or `${file:/path}`; `$${` stands for a plain `${`. */
const REFERENCE = /\$(\$)?\{([^}]*)\}/g;

/** Whether a key's or a variable's name says that its value is secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/**
 * Replaces `${NAME}` by environment variables and `${file:/path}` by a file's trimmed content, in every text of a
 * parsed document. Replacing after parsing keeps a value from being read as YAML.
 */
export function substitute(document: unknown, env: NodeJS.ProcessEnv): Substituted {
  const result: Omit<Substituted, "value"> = { problems: [], origins: new Map(), failed: new Set(), secrets: [] };

  function visit(value: unknown, path: readonly PropertyKey[]): unknown {
    if (typeof value === "string") return replace(value, path);
    if (Array.isArray(value)) return value.map((item, index) => visit(item, [...path, index]));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item, [...path, key])]));
  }

  function replace(text: string, path: readonly PropertyKey[]): string {
    const key = pathText(path);
    let secret = isSecretName(String(path.at(-1)));
    const replaced = text.replace(REFERENCE, (whole, escaped: string | undefined, name: string) => {
      if (escaped !== undefined) return whole.slice(1);
      const looked = name.startsWith("file:") ? readSecretFile(name.slice(5)) : readVariable(name, env);
      if ("value" in looked) {
        secret ||= name.startsWith("file:") || isSecretName(name);
        result.origins.set(key, whole);
        return looked.value;
      }
      result.failed.add(key);
      result.problems.push({ path: key, ...looked });
      return whole;
    });
    if (secret && !result.failed.has(key) && replaced !== "") result.secrets.push(replaced);
    return replaced;
  }

  return { value: visit(document, []), ...result };
}

type Looked = { readonly value: string } | Omit<ConfigProblem, "path">;

function readVariable(name: string, env: NodeJS.ProcessEnv): Looked {
  if (!/^[A-Za-z_]\w*$/.test(name)) {
    return {
      expected: "$" + "{NAME} with the name of an environment variable, or $" + "{file:/path}",
      found: `$\{${name}}`,
      mend: "write the variable's name with letters, digits and _; for a plain $" + "{ write $$" + "{",
    };
  }
  const value = env[name];
  if (value !== undefined && value !== "") return { value };
  return {
    expected: `the environment variable ${name}`,
    found: value === undefined ? `${name} is not set` : `${name} is empty`,
    mend: `set ${name} in the environment of the program, or write the value here`,
  };
}

function readSecretFile(file: string): Looked {
  try {
    const value = readFileSync(file, "utf8").trim();
    if (value !== "") return { value };
    return { expected: "a secret in a file", found: `${file} is empty`, mend: `write the secret into ${file}` };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unreadable";
    return {
      expected: "a secret in a readable file",
      found: `${file} cannot be read (${code})`,
      mend: `create ${file}, readable by the program's user, or name another file`,
    };
  }
}
