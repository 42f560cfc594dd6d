const DAY = 86_400_000;
const ACCESS_LIFE = 15 * DAY;
const REFRESH_LIFE = 30 * DAY;
const RENEWALS = 5;

/** What the token interfaces answer: fields of `data`, or an error. */
export type TokenAnswer =
  | { readonly fields: Record<string, unknown> }
  | { readonly code: number; readonly text: string };

/** The platform's tokens for one account: 15 and 30 days, five renewals, the old refresh token dead at once (sheet §2). */
export class LabTokens {
  readonly #now: () => Date;
  #serial = 1;
  #refresh = "rft.example-of-the-authorisation";
  #refreshEnds: number;
  #access: string | null = null;
  #accessEnds = 0;
  #renewals = 0;

  constructor(now: () => Date) {
    this.#now = now;
    this.#refreshEnds = now().getTime() + REFRESH_LIFE;
  }

  get refreshToken(): string {
    return this.#refresh;
  }

  /** How often the refresh token was renewed. */
  get renewals(): number {
    return this.#renewals;
  }

  /** The error for a call with this token, or null where it is good. */
  refuse(token: unknown): { code: number; text: string } | null {
    if (token !== this.#access) return { code: 28001003, text: "access_token无效" };
    if (this.#accessEnds <= this.#now().getTime()) return { code: 28001008, text: "access_token过期,请刷新或重新授权" };
    return null;
  }

  /** Ends the access token before its time. */
  expire(): void {
    this.#accessEnds = 0;
  }

  /** While the access token is valid it stays the same and lives longer; an expired one is replaced. */
  refresh(token: unknown): TokenAnswer {
    const error = this.#wrong(token);
    if (error !== null) return error;
    const now = this.#now().getTime();
    if (this.#access === null || this.#accessEnds <= now) this.#access = `act.example-${this.#serial++}`;
    this.#accessEnds = now + ACCESS_LIFE;
    const expires = { expires_in: String(ACCESS_LIFE / 1000), refresh_expires_in: REFRESH_LIFE / 1000 };
    return {
      fields: {
        access_token: this.#access,
        refresh_token: this.#refresh,
        scope: "item.comment,video.list",
        ...expires,
      },
    };
  }

  renew(token: unknown): TokenAnswer {
    const error = this.#wrong(token);
    if (error !== null) return error;
    if (this.#renewals >= RENEWALS) return { code: 10020, text: "refresh_token刷新次数已达上限" };
    this.#renewals++;
    this.#refresh = `rft.example-${this.#serial++}`;
    this.#refreshEnds = this.#now().getTime() + REFRESH_LIFE;
    return { fields: { refresh_token: this.#refresh, expires_in: REFRESH_LIFE / 1000 } };
  }

  #wrong(token: unknown): { code: number; text: string } | null {
    const good = token === this.#refresh && this.#refreshEnds > this.#now().getTime();
    return good ? null : { code: 10010, text: "refresh_token过期,请重新授权" };
  }
}
