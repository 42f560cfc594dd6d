import type { Config } from "../config/config.ts";
import { nearest } from "../config/near.ts";
import { UsageError } from "./failure.ts";

/** @throws UsageError naming the configured sources, where `name` is none of them */
export function requireSource(config: Config, name: string): void {
  const known = config.sources.map((source) => source.name);
  if (known.includes(name)) return;
  const near = nearest(name, known);
  const hint = near === null ? `configured are: ${known.join(", ") || "none"}` : `did you mean ${near}?`;
  throw new UsageError(`${config.file} has no source "${name}"; ${hint}`);
}
