import { expect } from 'chai';
import { connectConsole } from './connect-console.ts';

const server = new URL('/console/', location.href);

function prepare(status: number): { uses: number; ask: () => Promise<unknown> } {
  const counted = { uses: 0, ask: async (): Promise<unknown> => undefined };
  const { client, management } = connectConsole({
    server,
    onUse: () => (counted.uses += 1),
    fetch: async () =>
      new Response(JSON.stringify({ users: [], role: 'viewer', code: 'unauthenticated' }), {
        status,
      }),
  });
  counted.ask = () => Promise.allSettled([client.session(), management.listUsers()]);
  return counted;
}

describe('connectConsole', () => {
  it('tells of each request that the server took, by either client', async () => {
    const console = prepare(200);
    await console.ask();
    expect(console.uses).to.equal(2);
  });

  it('takes a refusal for no use of the session', async () => {
    const console = prepare(401);
    await console.ask();
    expect(console.uses).to.equal(0);
  });
});
