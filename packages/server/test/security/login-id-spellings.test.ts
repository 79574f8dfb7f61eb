import { describe, expect } from 'vitest';
import { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

/** Two spellings of one login ID. */
const same: readonly (readonly [string, string])[] = [
  ['Ada01@Example.com', 'ada01@example.com'],
  ['ada02', '  ada02\u3000'],
  ['ada03', '\u00a0ada03'],
  ['ada03b', '\ufeffada03b\u2028'],
  ['ada 04', 'ada\u00a004'],
  ['ada 05', 'ada\u300005'],
  ['straße06', 'STRASSE06'],
  ['straße07', 'STRAẞE07'],
  ['ΟΔΟΣ08', 'οδος08'],
  ['οδοσ09', 'οδος09'],
  ['ﬁona10', 'FIONA10'],
  ['eﬀort11', 'Effort11'],
  ['ﬅeve12', 'STeve12'],
  ['ﬆeve13', 'steve13'],
  ['ｆｕｌｌ14', 'full14'],
  ['ＦＵＬＬ15', 'full15'],
  ['ada＠16', 'ada@16'],
  ['e\u0301va17', '\u00e9va17'],
  ['\u00c9va18', 'e\u0301va18'],
  ['a\u0323\u0307b19', 'a\u0307\u0323b19'],
  ['\u1e69b20', 's\u0307\u0323b20'],
  ['\u212bngstrom21', '\u00e5ngstrom21'],
  ['\u212aelvin22', 'kelvin22'],
  ['\u2126hm23', '\u03c9hm23'],
  ['\u017ftone24', 'stone24'],
  ['\u0130stanbul25', 'i\u0307stanbul25'],
  ['\u2163us26', 'ivus26'],
  ['x\u00b227', 'x227'],
  ['\u2460a28', '1a28'],
  ['\uff76\uff7e\uff9e29', '\u30ab\u30bc29'],
  ['\u1100\u1161\u11a830', '\uac0130'],
  ['\u3392a31', 'mhza31'],
  ['\u0149a32', '\u02bcna32'],
  ['\u01f0a33', 'J\u030ca33'],
  ['\u0390a34', '\u1fd3a34'],
  ['\u{1d400}da35', 'ada35'],
  ['\u{10400}a36', '\u{10428}a36'],
  ['\u13a0a37', '\uab70a37'],
  ['\u01c4a38', '\u01c6a38'],
  ['\u1fb3a39', '\u03b1\u03b9a39'],
  ['\u2026a40', '...a40'],
];

/** A login ID, and a spelling that shows the same or nearly, which nobody may have. */
const refused: readonly (readonly [string, string])[] = [
  ['bob01', 'bob\u200b01'],
  ['bob02', 'bob\u200d02'],
  ['bob03', 'bob\u060003'],
  ['bob04', 'bob\u00ad04'],
  ['bob04b', 'bob04b\ufff9'],
  ['bob05', 'bob\u202e05'],
  ['bob06', '\u2066bob06\u2069'],
  ['bob07', 'bob\u061c07'],
  ['bob08', 'bob08\ufe0f'],
  ['bob09', 'bob\u034f09'],
  ['bob10', 'bob\u000010'],
  ['bob11', 'bob\n11'],
  ['bob12', 'bob\u007f12'],
  ['bob13', 'bob\u008513'],
  ['bob14', 'bob\u3164\u200314'],
  ['bob15', 'bob\uffa015'],
  ['bob16', 'bob\u2800'],
  ['bob17', 'bob\u202817'],
  ['bob18', 'bob\u{e0041}18'],
  ['bob19', 'bob\ud80019'],
  ['bob20', 'bob\ue00020'],
  ['bob21', `bob21${'x'.repeat(250)}`],
  ['bob22', `bob22${'é'.repeat(125)}`],
];

/** Login IDs of different people, however alike they look. */
const apart: readonly (readonly [string, string])[] = [
  ['cy01', 'cy1'],
  ['c y02', 'cy02'],
  ['\u0441y03', 'cy03'],
  ['d\u0131m04', 'dim04'],
  ['c\u00e905', 'ce05'],
];

function signUpStart(server: TestServer, loginId: string) {
  return server.call('startEnrollment', { body: { action: 'sign-up', loginId } });
}

/** How many users there are. */
async function userCount(server: TestServer): Promise<number> {
  return (await server.call('listUsers', { headers: asManagement })).total;
}

describe('a login ID has one form', () => {
  securityRow('S51', `${same.length} pairs of spellings are one user each`, async (row) => {
    const server = await startTestServer({ engine: row.engine });
    for (const [index, [one, other]] of same.entries()) {
      const { app, confirmation } = await server.signUp(one);
      const pair = JSON.stringify([one, other]);

      const again = await signUpStart(server, other);
      const code = new AuthenticatorApp(again.provisioningUrl).codeAt(server.clock.read());
      const path = { enrollmentId: again.enrollmentId };
      const taken = await server.refused('confirmEnrollment', { path, body: { code } });
      expect(taken.code, pair).toBe('login_id_taken');

      const created = await server.refused('createUser', {
        body: { loginId: other },
        headers: asManagement,
      });
      expect(created.code, pair).toBe('login_id_taken');
      const ticket = await server.refused('createTicket', {
        body: { loginId: other, action: 'update-user' },
        headers: asManagement,
      });
      expect(ticket.code, pair).toBe('login_id_taken');

      const { user } = await server.signIn(other, app);
      expect(user.userId, pair).toBe(confirmation.user.userId);
      expect(await userCount(server), pair).toBe(index + 1);
    }
  });

  securityRow('S51', `${refused.length} look-alikes are refused everywhere`, async (row) => {
    const server = await startTestServer({ engine: row.engine });
    for (const [index, [loginId, lookalike]] of refused.entries()) {
      await server.signUp(loginId);
      const pair = JSON.stringify([loginId, lookalike]);
      const refusals = [
        await server.refused('startEnrollment', {
          body: { action: 'sign-up', loginId: lookalike },
        }),
        await server.refused('verify', { body: { loginId: lookalike, code: '000000' } }),
        await server.refused('createUser', {
          body: { loginId: lookalike },
          headers: asManagement,
        }),
        await server.refused('createTicket', {
          body: { loginId: lookalike, action: 'update-user' },
          headers: asManagement,
        }),
        await server.refused('verifyManaged', {
          body: { loginId: lookalike, code: '000000' },
          headers: asManagement,
        }),
      ];
      expect(new Set(refusals.map(({ code }) => code)), pair).toEqual(new Set(['invalid_request']));
      expect(await userCount(server), pair).toBe(index + 1);
    }
  });

  securityRow(
    'S51',
    'what two people have stays two, and neither code fits',
    async ({ engine }) => {
      const server = await startTestServer({ engine });
      for (const [one, other] of apart) {
        const first = await server.signUp(one);
        const second = await server.signUp(other);
        expect(second.confirmation.user.userId).not.toBe(first.confirmation.user.userId);
        server.clock.advance({ steps: 1 });
        const code = first.app.codeAt(server.clock.read());
        const problem = await server.refused('verify', { body: { loginId: other, code } });
        expect(problem.code).toBe('invalid_code');
        await server.call('verify', { body: { loginId: one, code } });
      }
    },
  );
});
