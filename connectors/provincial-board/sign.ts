import { createHash } from "node:crypto";

/** The body of a signed request. */
export interface Envelope {
  readonly appCode: string;
  /** The session; empty for a reader who is not logged in. */
  readonly token: string;
  /** The business parameters as JSON text. */
  readonly param: string;
  readonly signature: string;
}

/**
 * Signs a request (platform sheet §2): lower-case hex MD5 over path, `param` exactly as sent, key and token.
 * @param path without query
 * @param parameters in the order in which the site sends them; made into compact JSON here, once
 */
export function sign(
  path: string,
  parameters: Record<string, unknown>,
  keys: { appCode: string; signKey: string },
): Envelope {
  const param = JSON.stringify(parameters);
  const token = "";
  const signature = createHash("md5").update(`${path}${param}${keys.signKey}${token}`).digest("hex");
  return { appCode: keys.appCode, token, param, signature };
}
