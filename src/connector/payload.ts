import type { Payload } from "./errors.ts";
import type { HttpResponse } from "./http.ts";

/** Query parameters that are or prove a credential; an archived address is without them. */
const SECRET = /token|secret|key|sign|passw|code$|^source$/i;

/** An address without user, password, fragment and credentials in its query. */
export function publicUrl(address: string): string {
  const url = new URL(address);
  url.username = "";
  url.password = "";
  url.hash = "";
  for (const name of [...url.searchParams.keys()]) if (SECRET.test(name)) url.searchParams.delete(name);
  return url.href;
}

/** An address for logs and messages: without any query. */
export function logUrl(address: string): string {
  const url = new URL(address);
  return url.origin + url.pathname;
}

/**
 * An answer as the archive keeps it and the parse functions read it.
 * @param kind the connector's name for this sort of payload
 * @param request what was asked beyond the address, such as a page number; never a credential
 */
export function payloadOf(
  kind: string,
  response: HttpResponse,
  request: Readonly<Record<string, string>> = {},
): Payload {
  return {
    kind,
    url: publicUrl(response.url),
    request,
    contentType: response.contentType,
    body: response.body,
    collectedAt: response.receivedAt,
  };
}
