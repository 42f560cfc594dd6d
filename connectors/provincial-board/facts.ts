import type { Payload } from "../../src/connector/errors.ts";
import type { RawPost } from "../../src/record/raw-post.ts";

/** What only the list tells of a thread: given to the detail's parse function in `Payload.request`. */
export function factsOf(row: RawPost): Record<string, string> {
  const facts = {
    userId: row.author?.externalId,
    platformKind: row.platformKind,
    platformField: row.platformField,
    platformPlace: row.platformPlace,
    official: JSON.stringify(row.official),
    extensions: JSON.stringify({ ...row.extensions, truncated: false }),
  };
  return Object.fromEntries(
    Object.entries(facts).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

/** The list's facts, where the payload was asked for with them. */
export function known({ request }: Payload) {
  return {
    platformKind: request.platformKind ?? null,
    platformField: request.platformField ?? null,
    platformPlace: request.platformPlace ?? null,
    extensions: record(request.extensions),
  };
}

function record(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}
