import { describe, expect, it } from 'vitest';
import { observeStore } from '../testing/observed-store.ts';
import { startTestServer } from '../testing/test-server.ts';

const open = { TOTP_KIT_ACCOUNT_DISCLOSURE: 'open' };

describe('looking an account up', () => {
  it('is forbidden unless the server discloses accounts', async () => {
    const server = await startTestServer();
    await server.signUp('ada');
    const problem = await server.refused('lookUpAccount', { body: { loginId: 'ada' } });
    expect(problem).toMatchObject({
      status: 403,
      code: 'forbidden',
      detail: 'This server does not say who has an account.',
    });
  });

  it('says who has one', async () => {
    const server = await startTestServer({ environment: open });
    await server.signUp('Ada');
    const lookUp = (loginId: string) => server.call('lookUpAccount', { body: { loginId } });
    expect(await lookUp('ADA')).toEqual({ hasAccount: true });
    expect(await lookUp('eva')).toEqual({ hasAccount: false });
  });

  it.each([
    {},
    { loginId: '' },
    { loginId: 7 },
    { loginId: 'x'.repeat(255) },
    { loginId: 'ada', code: '123456' },
  ])('refuses %j alike, whatever is disclosed', async (body) => {
    const problems = [];
    for (const environment of [{}, open]) {
      const server = await startTestServer({ environment });
      const { requestId, ...problem } = await server.refused('lookUpAccount', { body });
      expect(requestId).toMatch(/^req_/);
      problems.push(problem);
    }
    expect(problems[0]).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(problems[0]).toEqual(problems[1]);
  });

  it('names the fault of a login ID that can be nobody’s', async () => {
    const server = await startTestServer({ environment: open });
    const problem = await server.refused('lookUpAccount', { body: { loginId: 'ada\u0000' } });
    expect(problem.errors).toEqual([
      {
        field: 'loginId',
        message: 'must not contain control, invisible or text-direction characters',
      },
    ]);
  });

  it('is unavailable, never false, whichever statement the storage fails at', async () => {
    const { openStore, statements, failAt } = observeStore();
    const server = await startTestServer({ environment: open, openStore });
    await server.signUp('ada');
    const body = { loginId: 'ada' };
    const before = statements();
    await server.call('lookUpAccount', { body });
    const count = statements() - before;
    expect(count).toBeGreaterThan(0);
    for (let statement = 1; statement <= count; statement += 1) {
      failAt(statement);
      const problem = await server.refused('lookUpAccount', { body });
      expect(problem).toMatchObject({ status: 503, code: 'storage_unavailable' });
    }
    expect(await server.call('lookUpAccount', { body })).toEqual({ hasAccount: true });
  });
});
