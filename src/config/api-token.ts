/** A token's rights. `admin` implies no other. */
export const PERMISSIONS = [
  "messages:read",
  "original:read",
  "handling:write",
  "raw-posts:write",
  "erase",
  "admin",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** A bearer token as the configuration names it: only its SHA-256 is known. */
export interface ApiToken {
  readonly name: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly permissions: readonly Permission[];
}
