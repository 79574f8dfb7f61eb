import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

const seed = 20_260_301;

/** How the same login ID can come in from another keyboard, system or habit. */
const spellings: readonly ((text: string) => string)[] = [
  (text) => text.normalize('NFC'),
  (text) => text.normalize('NFD'),
  (text) => text.normalize('NFKC'),
  (text) => text.normalize('NFKD'),
  (text) => text.toLowerCase(),
  // The dotless ı is a letter of its own, whose capital is that of i.
  (text) => text.replace(/[^ı]+/g, (part) => part.toUpperCase()),
  (text) => ` \u3000${text}\t`,
];

async function create(server: TestServer, loginId: string): Promise<number> {
  const response = await server.fetch('/api/v1/manage/users', {
    method: 'POST',
    headers: { ...asManagement, 'content-type': 'application/json' },
    body: JSON.stringify({ loginId }),
  });
  return response.status;
}

describe('any login ID', () => {
  securityRow('S51', 'is one user in every spelling, or refused', async ({ engine, count }) => {
    const server = await startTestServer({ engine });
    let users = 0;
    const property = fc.asyncProperty(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      async (text) => {
        const status = await create(server, text);
        if (status === 400) return;
        if (status === 201) users += 1;
        for (const spell of spellings) {
          expect([400, 409], JSON.stringify(spell(text))).toContain(
            await create(server, spell(text)),
          );
        }
        const { total } = await server.call('listUsers', { headers: asManagement });
        expect(total).toBe(users);
      },
    );
    await fc.assert(property, { seed, numRuns: count({ full: 1000, reduced: 40 }) });
    expect(users).toBeGreaterThan(20);
  });
});
