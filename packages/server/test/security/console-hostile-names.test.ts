import { describe, expect } from 'vitest';
import { json } from '../../src/testing/attempts.ts';
import { makeFirstAdministrator } from '../../src/testing/console.ts';
import { asManagement, startTestServer } from '../../src/testing/test-server.ts';
import { securityRow } from '../../src/testing/security-rows.ts';

const hostileNames = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  'javascript:alert(1)',
  '=HYPERLINK("https://evil.example")',
  '+1',
  '-1',
  '@SUM(1)',
  '\u202egnp.exe\u2066',
  'M'.repeat(256),
];

describe('what people call themselves', () => {
  securityRow('S27', 'reaches the console as data, and nothing takes it for more', async (row) => {
    const server = await startTestServer({ engine: row.engine });
    const { headers } = await makeFirstAdministrator(server);
    for (const [index, name] of hostileNames.entries()) {
      const body = { loginId: `user ${index} <b>${index}</b>`, name, email: name };
      await server.call('createUser', { headers: asManagement, body });
    }
    const response = await server.fetch('/console/api/v1/manage/users', { headers });
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const { users } = (await response.json()) as { users: { name: string; email: string }[] };
    expect(users.map(({ name }) => name)).toEqual(hostileNames);
    expect(users.map(({ email }) => email)).toEqual(hostileNames);
  });

  securityRow('S27', 'has an end: ten kilobytes are no name', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { headers } = await makeFirstAdministrator(server);
    const body = json({ loginId: 'ada', name: 'x'.repeat(10_000) }, headers);
    const response = await server.fetch('/console/api/v1/manage/users', body);
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('xxxxx');
  });
});
