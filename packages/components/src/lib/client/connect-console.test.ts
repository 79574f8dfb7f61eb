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

  for (const who of ['user_1', undefined]) {
    it(`says in whose name every client asks: ${who ?? 'nobody yet'}`, async () => {
      const sent: Request[] = [];
      const { client, management, signIn } = connectConsole({
        server,
        onUse: () => {},
        administratorId: () => who,
        fetch: async (input, init) => {
          sent.push(new Request(input, init));
          return new Response('{"code":"forbidden"}', { status: 403 });
        },
      });
      await Promise.allSettled([
        client.administrators(),
        client.changeRole('user_2', 'viewer'),
        management.listUsers(),
        management.deleteUser('user_3'),
        signIn.verify({ loginId: 'root', code: '123456' }),
        signIn.stepUp({ code: '123456' }),
      ]);
      expect(sent.length).to.be.at.least(6);
      const named = sent.map(({ headers }) => headers.get('X-Console-Administrator'));
      expect(new Set(named)).to.deep.equal(new Set([who ?? null]));
      expect(sent.map(({ headers }) => headers.get('Accept'))).to.include('application/json');
    });
  }
});
