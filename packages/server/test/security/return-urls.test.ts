import { describe, expect } from 'vitest';
import { asTicket } from '../../src/testing/credentials.ts';
import { createTicket, linkByTicket } from '../../src/testing/linking.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, ownOrigin, startTestServer } from '../../src/testing/test-server.ts';

const site = 'https://app.example.com';
const environment = { TOTP_KIT_ORIGINS: `${site},http://localhost:3000` };

const refused = [
  '',
  ' ',
  '/path',
  'path',
  '?query',
  '#hash',
  '//evil.example',
  '//app.example.com',
  '\\\\evil.example',
  '/\\evil.example',
  'https:\\\\evil.example',
  'https:evil.example',
  'https:/evil.example',
  'https:///evil.example',
  'https://evil.example',
  `https://evil.example/${site}`,
  `https://evil.example\\@app.example.com`,
  `https://evil.example#@app.example.com`,
  `https://evil.example?@app.example.com`,
  'https://app.example.com@evil.example',
  'https://app.example.com:443@evil.example',
  'https://ok:secret@app.example.com',
  'https://ok@app.example.com',
  'https://:@evil.example',
  'https://app.example.com.evil.example',
  'https://app.example.com.',
  'https://app.example.com./path',
  'https://xapp.example.com',
  'https://sub.app.example.com',
  'https://example.com',
  'https://app.example.com:8443',
  'https://app.example.com:80',
  'https://app.example.com%00.evil.example',
  'https://app.example.com%2eevil.example',
  'https://app.example.com\u3002evil.example',
  'https://\u0430pp.example.com',
  'http://app.example.com',
  'https://localhost:3000',
  'http://localhost',
  'http://localhost.:3000',
  'http://127.0.0.1:3000',
  'ws://app.example.com',
  'wss://app.example.com',
  'ftp://app.example.com',
  `blob:${site}/1`,
  `filesystem:${site}/1`,
  `view-source:${site}`,
  'javascript:alert(1)',
  'JavaScript:alert(1)//https://app.example.com',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'javascript://app.example.com/%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'about:blank',
  'null',
  `${site}/${'a'.repeat(2048)}`,
];

/** Odd spellings of places that are allowed, and where they lead. */
const accepted = [
  [`${site}/done?for=1#end`, `${site}/done?for=1#end`],
  ['https:\\\\app.example.com\\done', `${site}/done`],
  ['HTTPS://APP.EXAMPLE.COM:443/done', `${site}/done`],
  [`${site}\\@evil.example`, `${site}/@evil.example`],
  [`${site}//evil.example`, `${site}//evil.example`],
  [`${site}/\\evil.example`, `${site}//evil.example`],
  [`${site}/a/../../done`, `${site}/done`],
  ['https://app.example.com/\tdone\n', `${site}/done`],
  ['http://localhost:3000', 'http://localhost:3000/'],
  [ownOrigin, `${ownOrigin}/`],
] as const;

describe('a ticket leads back to allowed origins only', () => {
  securityRow('S29', 'anything else is refused by name', async ({ engine }) => {
    const server = await startTestServer({ engine, environment });
    const { userId } = (await server.signUp('ada')).confirmation.user;
    for (const returnUrl of refused) {
      const body = { userId, action: 'manage', returnUrl };
      const problem = await server.refused('createTicket', { headers: asManagement, body });
      expect([problem.code, problem.errors?.[0]?.field], returnUrl).toEqual([
        'invalid_request',
        'returnUrl',
      ]);
    }
  });

  securityRow('S29', 'what is given back is what was compared', async ({ engine }) => {
    const server = await startTestServer({ engine, environment });
    const { userId } = (await server.signUp('ada')).confirmation.user;
    const app = await linkByTicket(server, userId);
    for (const [returnUrl, expected] of accepted) {
      const { ticket } = await createTicket(server, { userId, action: 'sign-in', returnUrl });
      server.clock.advance({ steps: 1 });
      const answer = await server.call('verify', {
        headers: asTicket(ticket),
        body: { code: app.codeAt(server.clock.read()) },
      });
      expect(answer.returnUrl).toBe(expected);
    }
  });
});
