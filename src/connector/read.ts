import { wellFormed } from "./well-formed.ts";

/** A field that is not what it must be: names its path, so that an operator finds it on the page. */
export class FieldError extends Error {
  override readonly name = "FieldError";
  /** `missing-field`, `wrong-type`, `bad-time` or `unsafe-id`. */
  readonly reason: string;
  readonly path: string;
  constructor(reason: string, path: string, message: string) {
    super(message);
    this.reason = reason;
    this.path = path;
  }
}

/**
 * A value of unknown JSON with its path. Reading never throws out of undefined: it gives the value or a `FieldError`
 * that `collectPosts` turns into a dropped post.
 */
export class Field {
  readonly value: unknown;
  readonly path: string;

  constructor(value: unknown, path = "") {
    this.value = value;
    this.path = path;
  }

  /** The field below by its key; absent keys give a field that is not `present`. */
  at(key: string): Field {
    const inside = typeof this.value === "object" && this.value !== null && !Array.isArray(this.value);
    const value =
      inside && Object.hasOwn(this.value as object, key) ? (this.value as Record<string, unknown>)[key] : undefined;
    return new Field(value, this.path === "" ? key : `${this.path}.${key}`);
  }

  /** The first of several keys that is there: platforms rename fields. */
  first(...keys: [string, ...string[]]): Field {
    return keys.map((key) => this.at(key)).find((field) => field.present) ?? this.at(keys[0]);
  }

  /** Neither absent nor null. */
  get present(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** Text, well-formed; a number is written as digits. */
  string(): string {
    if (typeof this.value === "string") return wellFormed(this.value);
    if (typeof this.value === "number") return String(this.value);
    throw this.#wrong("text");
  }

  /** Whatever stands here, as text to compare or to show; never throws, whatever a platform sent. */
  shown(): string {
    return typeof this.value === "object" ? JSON.stringify(this.value) : String(this.value);
  }

  /** Text, or null when absent, null or empty. */
  stringOrNull(): string | null {
    if (!this.present) return null;
    const text = this.string();
    return text.trim() === "" ? null : text;
  }

  /** An id as a string; a number past 2^53 has lost digits already and is refused. */
  id(): string {
    if (typeof this.value === "number" && !Number.isSafeInteger(this.value)) {
      throw new FieldError("unsafe-id", this.path, `${this.path} is a number that cannot hold an id exactly`);
    }
    const text = this.string().trim();
    if (text === "") throw new FieldError("missing-field", this.path, `${this.path} is empty`);
    return text;
  }

  /** A finite number; digits in quotes count, because platforms write both. */
  number(): number {
    const number = typeof this.value === "string" && this.value.trim() !== "" ? Number(this.value) : this.value;
    if (typeof number === "number" && Number.isFinite(number)) return number;
    throw this.#wrong("a number");
  }

  /** A number, or null when absent, null or empty. */
  numberOrNull(): number | null {
    return this.present && this.value !== "" ? this.number() : null;
  }

  /** The entries of a list. */
  list(): Field[] {
    if (!Array.isArray(this.value)) throw this.#wrong("a list");
    return this.value.map((entry, index) => new Field(entry, `${this.path}[${index}]`));
  }

  /** The entries of a list, none when it is absent or null. */
  listOrEmpty(): Field[] {
    return this.present ? this.list() : [];
  }

  #wrong(expected: string): FieldError {
    if (!this.present)
      return new FieldError("missing-field", this.path, `${this.path} is missing, expected ${expected}`);
    const found = Array.isArray(this.value) ? "a list" : typeof this.value;
    return new FieldError("wrong-type", this.path, `${this.path} is ${found}, expected ${expected}`);
  }
}

/** Gives null where a field that nobody depends on is not what it should be. */
export function lenient<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof FieldError) return null;
    throw error;
  }
}
