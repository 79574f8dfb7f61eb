/** What a site, or totp-kit, answers. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Somebody with a tool instead of a browser, who keeps the site's cookie: its backend sees what a page would send. */
export class SiteClient {
  static #addresses = 0;

  readonly #siteUrl: string;
  readonly #address: string;
  #cookie: string;

  /** From an address of their own, for a site that trusts its proxy, unless one is said. */
  constructor(siteUrl: string, cookie = '', address = SiteClient.#newAddress()) {
    this.#siteUrl = siteUrl;
    this.#cookie = cookie;
    this.#address = address;
  }

  static #newAddress(): string {
    SiteClient.#addresses += 1;
    return `10.0.${SiteClient.#addresses >> 8}.${SiteClient.#addresses & 255}`;
  }

  /** The session as it is now. */
  get cookie(): string {
    return this.#cookie;
  }

  get(path: string): Promise<Answer> {
    return this.#send(path, { headers: {} });
  }

  post(
    path: string,
    body: object = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return this.#send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.#siteUrl, ...headers },
      body: JSON.stringify(body),
    });
  }

  async #send(
    path: string,
    { headers: own, ...init }: { headers: Record<string, string>; method?: string; body?: string },
  ): Promise<Answer> {
    const headers = {
      'x-forwarded-for': this.#address,
      ...(this.#cookie ? { cookie: this.#cookie } : {}),
      ...own,
    };
    const response = await fetch(`${this.#siteUrl}/api/${path}`, { ...init, headers });
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.#cookie = cookie.split(';')[0] ?? '';
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }
}

/** The same at totp-kit itself, from an address of their own. */
export class TotpKitClient {
  readonly #url: string;
  readonly #address: string;

  constructor(totpKitUrl: string, address: string) {
    this.#url = `${totpKitUrl}/api/v1`;
    this.#address = address;
  }

  /** `authorization` is such as `Ticket ...`. */
  async send(path: string, body?: object, authorization = ''): Promise<Answer> {
    const response = await fetch(`${this.#url}/${path}`, {
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      headers: {
        'x-forwarded-for': this.#address,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(authorization ? { authorization } : {}),
      },
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }

  answer(ticket: unknown, body: object): Promise<Answer> {
    return this.send('verifications', body, `Ticket ${String(ticket)}`);
  }
}
