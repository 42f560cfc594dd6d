import type { Redaction } from "../redaction.ts";
import type { Detector } from "../scan.ts";

/** The sign between name and host, or what people write to hide it from machines. */
const AT =
  /\s?(?:@|[([{【]\s?(?:at|AT|@|艾特)\s?[)\]}】]|艾特|#(?=(?:qq|163|126|139|189|sina|gmail|outlook|hotmail|foxmail)\s?[.。]))\s?/g;
/** RFC 5321 allows 64 characters before the sign. */
const LOCAL = /[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,63})$/;
const DOT = "(?:\\.|。|\\s?[(\\[](?:dot|点)[)\\]]\\s?|点)";
const HOST = new RegExp(
  `^[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:${DOT}[A-Za-z0-9-]{1,63}){0,4}?${DOT}[A-Za-z]{2,18}(?![A-Za-z0-9-]|\\.[A-Za-z])`,
);

/** E-mail addresses, also with a spelled or bracketed sign. */
export const email: Detector = ({ folded }) => {
  const found: Redaction[] = [];
  for (const sign of folded.matchAll(AT)) {
    const local = LOCAL.exec(folded.slice(Math.max(0, sign.index - 65), sign.index))?.[0];
    if (local === undefined) continue;
    const from = sign.index + sign[0].length;
    const host = HOST.exec(folded.slice(from, from + 260))?.[0];
    if (host !== undefined) found.push({ type: "email", start: sign.index - local.length, end: from + host.length });
  }
  return found;
};
