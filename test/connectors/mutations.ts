import fc from "fast-check";
import type { Payload } from "../../src/connector/errors.ts";

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1e300,
    "",
    "x",
    [],
    {},
    [[]],
    { a: { b: null } },
    "<b>&nbsp;</b>",
    "9".repeat(40),
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Damaged copies of a payload that was really received: cut, bytes changed, values of its JSON replaced or removed. */
export function damaged(payload: Payload): fc.Arbitrary<Payload> {
  const body = (bytes: Uint8Array): Payload => ({ ...payload, body: bytes });
  const { length } = payload.body;
  const cut = fc.nat(length).map((end) => body(payload.body.slice(0, end)));
  const flipped = fc
    .array(fc.tuple(fc.nat(Math.max(0, length - 1)), fc.nat(255)), { minLength: 1, maxLength: 8 })
    .map((changes) => {
      const bytes = payload.body.slice();
      for (const [at, value] of changes) bytes[at] = value;
      return body(bytes);
    });
  const text = new TextDecoder().decode(payload.body);
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return fc.oneof(cut, flipped);
  }
  const replaced = fc.tuple(fc.array(fc.nat(30), { maxLength: 8 }), fc.option(odd)).map(([path, value]) => {
    const copy = { root: structuredClone(root) };
    replace(copy, [0, ...path], value);
    return body(new TextEncoder().encode(JSON.stringify(copy.root) ?? ""));
  });
  return fc.oneof(cut, flipped, { arbitrary: replaced, weight: 3 });
}

/** Walks down by indices, each taken modulo the number of keys, and replaces or (null) removes what stands there. */
function replace(parent: object, path: readonly number[], value: unknown): void {
  const keys = Object.keys(parent);
  const key = keys[(path[0] ?? 0) % keys.length];
  if (key === undefined) return;
  const holder = parent as Record<string, unknown>;
  const below = holder[key];
  if (path.length > 1 && typeof below === "object" && below !== null && Object.keys(below).length > 0) {
    replace(below, path.slice(1), value);
  } else if (value === null && !Array.isArray(parent)) delete holder[key];
  else holder[key] = value;
}
