import type { Confirmation, Enrollment, Problem, Verification } from '@totp-kit/protocol';
import { readCode } from './authenticator.ts';

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

/** The API over HTTP as a client that is no browser: tokens come in the body. */
export class Api {
  readonly #url: string;

  constructor(serverUrl: string) {
    this.#url = `${serverUrl}/api/v1`;
  }

  startSignUp(loginId: string): Promise<Answer<Enrollment>> {
    return this.#post<Enrollment>('/enrollments', { action: 'sign-up', loginId });
  }

  confirm({ enrollmentId }: Enrollment, code: string): Promise<Answer<Confirmation>> {
    return this.#post<Confirmation>(`/enrollments/${enrollmentId}/confirmation`, { code });
  }

  verify(loginId: string, code: string): Promise<Answer<Verification & Partial<Problem>>> {
    return this.#post('/verifications', { loginId, code });
  }

  /** Signs a user up by the code of now, and gives back the key. */
  async signUp(loginId: string): Promise<string> {
    const { body } = await this.startSignUp(loginId);
    const { status } = await this.confirm(body, await readCode(body.key));
    if (status !== 200) throw new Error(`The sign-up of ${loginId} was answered ${status}`);
    return body.key;
  }

  async #post<Body>(path: string, body: unknown): Promise<Answer<Body>> {
    const response = await fetch(this.#url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Body,
    };
  }
}
