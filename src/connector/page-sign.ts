/** What a page gives itself away as. */
export interface PageSign {
  readonly reason: "js-challenge" | "login-page" | "blocked";
  readonly message: string;
}

/** Scripts of 瑞数 (`$_ts`), 加速乐 (`__jsluid`, `__jsl_clearance`) and words of firewalls: county-site sheet §6. */
const CHALLENGE = /\$_ts\b|__jsluid|__jsl_clearance|\bacw_sc__v2\b/;
const FIREWALL = /请稍候|安全验证|访问异常|人机验证|请完成验证/;
/** Bounded, so that a hostile page is searched in linear time. */
const LOGIN = /<input\b[^<>]{1,500}?\btype\s?=\s?["']?password|<title>[^<]{0,200}(?:登录|登陆|login)/i;

/** A firewall's page is short; a letter that happens to use its words is not. */
const FIREWALL_LENGTH = 3000;

/**
 * Recognises a page that stands where another was expected, whatever its status: a script challenge, a firewall, a
 * login. It is reported and never got round.
 * @returns null when the page shows no such sign
 */
export function pageSign(html: string): PageSign | null {
  if (CHALLENGE.test(html)) return { reason: "js-challenge", message: "the platform answers with a script challenge" };
  if (LOGIN.test(html)) return { reason: "login-page", message: "the platform answers with a login page" };
  if (html.length < FIREWALL_LENGTH && FIREWALL.test(html)) {
    return { reason: "blocked", message: "a firewall answers in the platform's place" };
  }
  return null;
}
