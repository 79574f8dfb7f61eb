/** Who the page takes its session to be of. The server refuses (`unauthenticated`) what names somebody else than it knows. */
export const administratorHeader = 'X-Console-Administrator';

/**
 * A `fetch` that says in whose name it asks. All tabs share one cookie, so that without it a page of one administrator
 * would act as whoever signed in last.
 */
export function nameAdministrator(
  administratorId: () => string | undefined,
  ask: typeof fetch,
): typeof fetch {
  return (input, init) => {
    const id = administratorId();
    if (id === undefined) return ask(input, init);
    const headers = new Headers(init?.headers);
    headers.set(administratorHeader, id);
    return ask(input, { ...init, headers });
  };
}
