/** Who is signed in to the site. */
export interface User {
  readonly email: string;
  readonly isLinked: boolean;
}

export interface Answer {
  readonly user?: User;
  /** The permission to ask for a code: for this user, for this purpose, once. */
  readonly ticket?: string;
  readonly transferred?: number;
  /** Why the site refused, for the person to read. */
  readonly error?: string;
}

/** Asks the site's own backend, which is the one of examples/express. */
export async function ask(path: string, body?: object): Promise<Answer> {
  const response = await fetch(`/api/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  return response.json();
}
