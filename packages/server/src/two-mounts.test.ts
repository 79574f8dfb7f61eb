import express from 'express';
import { describe, expect, it } from 'vitest';
import { toNodeHandler } from './node.ts';
import { json, outcomeOf } from './testing/attempts.ts';
import { AuthenticatorApp } from './testing/authenticator-app.ts';
import { asBearer, asTicket } from './testing/credentials.ts';
import {
  askAt,
  mountKit,
  serveNode,
  signUpAt,
  type Ask,
  type MountedKit,
} from './testing/mounted-kit.ts';
import { engines, freshDatabase, type EngineName } from './testing/test-databases.ts';
import { asManagement } from './testing/test-server.ts';

const own = { origin: 'https://shop.example', 'sec-fetch-site': 'same-origin' };
const staffKey = 'staff-management-key-0123456789abcdef';

interface TwoMounts {
  readonly customers: MountedKit;
  readonly staff: MountedKit;
  readonly ask: Ask;
}

/** One site, with the customers' server below `/auth` and the staff's below `/staff/auth`. */
async function mountTwo(engine: EngineName): Promise<TwoMounts> {
  const proxies = { TOTP_KIT_TRUSTED_PROXIES: '127.0.0.1' };
  const customers = await mountKit(proxies, engine);
  const staff = await mountKit(
    {
      ...proxies,
      TOTP_KIT_PUBLIC_URL: 'https://shop.example/staff/auth',
      TOTP_KIT_KEYS: `k1:${Buffer.alloc(32, 8).toString('base64')}`,
      TOTP_KIT_MANAGEMENT_KEY: staffKey,
    },
    engine,
  );
  const site = express();
  site.use(toNodeHandler(customers.kit));
  site.use('/staff', toNodeHandler(staff.kit));
  return { customers, staff, ask: askAt(await serveNode(site)) };
}

describe.each(engines)('two servers in one process, on %s', (engine) => {
  it('have users, codes and sessions of their own', async () => {
    const { customers, staff, ask } = await mountTwo(engine);
    const customer = await signUpAt(ask, customers);
    const member = await signUpAt(ask, { ...staff, mount: '/staff/auth' });
    expect(member.confirmation.user.userId).not.toBe(customer.confirmation.user.userId);

    for (const { clock } of [customers, staff]) clock.advance({ steps: 1 });
    const code = customer.app.codeAt(customers.clock.read());
    const signIn = async (mount: string): Promise<string> =>
      outcomeOf(await ask(`${mount}/api/v1/verifications`, json({ loginId: 'ada', code })));
    expect(await signIn('/staff/auth')).toBe('invalid_code');
    expect(await signIn('/auth')).toBe('accepted');

    const headers = asBearer(customer.confirmation.session?.accessToken);
    expect((await ask('/auth/api/v1/session', { headers })).status).toBe(200);
    expect((await ask('/staff/auth/api/v1/session', { headers })).status).toBe(401);
    const refreshToken = customer.confirmation.session?.refreshToken;
    const refresh = json({ refreshToken });
    expect((await ask('/staff/auth/api/v1/session/refresh', refresh)).status).toBe(401);
    expect((await ask('/auth/api/v1/session/refresh', refresh)).status).toBe(200);
  });

  it('read no cookies of each other’s, whose names differ', async () => {
    const { customers, staff, ask } = await mountTwo(engine);
    const cookiesAt = async (mount: string, { clock }: MountedKit): Promise<string[]> => {
      const { response } = await signUpAt(ask, { clock, mount, headers: own });
      return response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
    };
    const customerCookies = await cookiesAt('/auth', customers);
    const staffCookies = await cookiesAt('/staff/auth', staff);
    const names = [...customerCookies, ...staffCookies].map((cookie) => cookie.split('=')[0]);
    expect(new Set(names).size).toBe(4);

    const session = async (mount: string, cookies: readonly string[]): Promise<number> => {
      const headers = { ...own, cookie: cookies.join('; ') };
      return (await ask(`${mount}/api/v1/session`, { headers })).status;
    };
    const all = [...customerCookies, ...staffCookies];
    expect(await session('/auth', all)).toBe(200);
    expect(await session('/staff/auth', all)).toBe(200);
    expect(await session('/staff/auth', customerCookies)).toBe(401);
    // Called by the other's name, it is no good either.
    const renamed = customerCookies.map((cookie) => cookie.replace('kit-auth', 'kit-staff_2fauth'));
    expect(await session('/staff/auth', renamed)).toBe(401);
    const out = await ask('/auth/api/v1/session', {
      method: 'DELETE',
      headers: { ...own, cookie: all.join('; ') },
    });
    expect(out.status).toBe(204);
    expect(await session('/staff/auth', all)).toBe(200);
  });

  it('take no tickets and no management keys of each other’s', async () => {
    const { customers, ask } = await mountTwo(engine);
    const { confirmation } = await signUpAt(ask, customers);
    const { userId } = confirmation.user;
    const order = { userId, action: 'update-user' };
    expect((await ask('/staff/auth/api/v1/manage/users', { headers: asManagement })).status).toBe(
      401,
    );
    const made = await ask('/auth/api/v1/manage/tickets', json(order, asManagement));
    const { ticket, url } = (await made.json()) as { ticket: string; url: string };
    expect(url).toContain('https://shop.example/auth/enroll#');
    const start = json({ action: 'update-user' }, asTicket(ticket));
    expect(await outcomeOf(await ask('/staff/auth/api/v1/enrollments', start))).toBe(
      'ticket_invalid',
    );
    expect(await outcomeOf(await ask('/auth/api/v1/enrollments', start))).toBe('accepted');
  });

  it('count attempts by themselves', async () => {
    const { ask } = await mountTwo(engine);
    const guess = async (mount: string, loginId: string): Promise<string> =>
      outcomeOf(await ask(`${mount}/api/v1/verifications`, json({ loginId, code: '123456' })));
    for (let count = 0; count < 30; count += 1) await guess('/auth', `user${count}`);
    expect(await guess('/auth', 'ada')).toBe('too_many_attempts');
    expect(await guess('/staff/auth', 'ada')).toBe('invalid_code');
  });

  it('have a console each', async () => {
    const { customers, staff, ask } = await mountTwo(engine);
    const cookieOf = async (mount: string, { kit, clock }: MountedKit): Promise<string> => {
      const link = await kit.inviteFirstAdministrator();
      expect(link).toContain(`https://shop.example${mount}/console/join#first=`);
      const invitation = link?.split('=')[1] ?? '';
      const started = await ask(
        `${mount}/console/api/v1/enrollments`,
        json({ action: 'sign-up', loginId: 'root' }, { ...own, ...asTicket(invitation) }),
      );
      const { enrollmentId, provisioningUrl } = (await started.json()) as Record<string, string>;
      const code = new AuthenticatorApp(provisioningUrl ?? '').codeAt(clock.read());
      const confirmed = await ask(
        `${mount}/console/api/v1/enrollments/${enrollmentId}/confirmation`,
        json({ code }, own),
      );
      return confirmed.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    };
    const customerCookie = await cookieOf('/auth', customers);
    const staffCookie = await cookieOf('/staff/auth', staff);
    expect(customerCookie).toMatch(/^__Host-totp-kit-auth-console=/);
    expect(staffCookie).toMatch(/^__Host-totp-kit-staff_2fauth-console=/);

    const session = async (mount: string, cookie: string): Promise<number> =>
      (await ask(`${mount}/console/api/v1/session`, { headers: { ...own, cookie } })).status;
    expect(await session('/auth', `${customerCookie}; ${staffCookie}`)).toBe(200);
    expect(await session('/staff/auth', `${customerCookie}; ${staffCookie}`)).toBe(200);
    expect(await session('/staff/auth', customerCookie)).toBe(401);
    const renamed = customerCookie.replace('kit-auth', 'kit-staff_2fauth');
    expect(await session('/staff/auth', renamed)).toBe(401);
  });

  it('take no sessions of each other’s even where they share a database', async () => {
    const databaseUrl = await freshDatabase(engine);
    const customers = await mountKit({ DATABASE_URL: databaseUrl }, engine);
    const staff = await mountKit({
      DATABASE_URL: databaseUrl,
      TOTP_KIT_PUBLIC_URL: 'https://shop.example/staff/auth',
    });
    const site = express();
    site.use(toNodeHandler(customers.kit));
    site.use(toNodeHandler(staff.kit));
    const ask = askAt(await serveNode(site));
    const { confirmation } = await signUpAt(ask, customers);
    const { accessToken, refreshToken } = confirmation.session ?? {};
    const refresh = json({ refreshToken });
    const out = { method: 'DELETE', headers: asBearer(refreshToken) };
    const headers = asBearer(accessToken);
    expect((await ask('/staff/auth/api/v1/session/refresh', refresh)).status).toBe(401);
    expect((await ask('/staff/auth/api/v1/session', { headers })).status).toBe(401);
    await ask('/staff/auth/api/v1/session', out);
    expect((await ask('/auth/api/v1/session/refresh', refresh)).status).toBe(200);
  });

  it('end each by itself', async () => {
    const { customers, staff, ask } = await mountTwo(engine);
    customers.kit.prepareToStop();
    expect((await ask('/auth/readyz')).status).toBe(503);
    expect((await ask('/staff/auth/readyz')).status).toBe(200);
    await staff.kit.close();
    expect((await ask('/staff/auth/readyz')).status).toBe(503);
    await signUpAt(ask, customers);
  });
});
