/** One fault of a configuration, told so that an operator can mend it. */
export interface ConfigProblem {
  /** The key, such as `sources[0].settings.baseUrl`; the file's name where the file as a whole is at fault. */
  readonly path: string;
  readonly expected: string;
  /** What stands there; never a secret's value. */
  readonly found: string;
  readonly mend: string;
}

/** The configuration cannot be used. Holds every fault, not only the first. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly ConfigProblem[];
  constructor(problems: readonly ConfigProblem[]) {
    super(`the configuration has ${problems.length === 1 ? "a fault" : `${problems.length} faults`}`);
    this.problems = problems;
  }
}

/** Writes the faults as a list for a person. */
export function describeProblems(error: ConfigError): string {
  const items = error.problems.map(
    (problem) =>
      `  ${problem.path}\n    expected  ${problem.expected}\n    found     ${problem.found}\n    to mend   ${problem.mend}\n`,
  );
  return `${error.message}:\n${items.join("")}`;
}

/** A key's path as it is shown: `sources[0].settings.baseUrl`. */
export function pathText(path: readonly PropertyKey[]): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else text += text === "" ? String(part) : `.${String(part)}`;
  }
  return text === "" ? "(the whole file)" : text;
}
