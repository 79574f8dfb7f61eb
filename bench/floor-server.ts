import { createServer } from 'node:http';
import { createHmac, generateKeyPairSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { getRequestListener } from '@hono/node-server';
import Database from 'better-sqlite3';
import { Hono } from 'hono';
import { signJwt } from '../packages/server/src/core/jwt.ts';
import { open } from '../packages/server/src/core/seal.ts';
import { stepAt } from '../packages/server/src/core/totp.ts';
import { sealingKey } from './people-with-keys.ts';

/**
 * The least that a server can do which verifies codes: a bare Hono route, one prepared read, one key opened, three
 * HMACs, one conditional update in a group commit at FULL, an ES256 token. No budgets, no sessions, no events.
 */
const database = new Database(process.env['BENCH_DATABASE']);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');

const find = database.prepare<[string], Candidate>(`
  SELECT authenticator_id AS authenticatorId, users.user_id AS userId, sealed_key AS sealedKey
  FROM users JOIN authenticators USING (user_id) WHERE login_id_canonical = ?`);
const spend = database.prepare<[number, string, number]>(
  'UPDATE authenticators SET last_step = ? WHERE authenticator_id = ? AND last_step < ?',
);
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

interface Candidate {
  readonly authenticatorId: string;
  readonly userId: string;
  readonly sealedKey: string;
}

interface Spending {
  readonly step: number;
  readonly authenticatorId: string;
  readonly resolve: (isFirst: boolean) => void;
}

let waiting: Spending[] = [];

const spendAll = database.transaction((group: readonly Spending[]) =>
  group.map(({ step, authenticatorId }) => spend.run(step, authenticatorId, step).changes === 1),
);

/** Spends a step together with the others of this turn of the event loop; resolves when it is stored. */
function spendInGroup(step: number, authenticatorId: string): Promise<boolean> {
  return new Promise((resolve) => {
    if (waiting.length === 0) setImmediate(commitGroup);
    waiting.push({ step, authenticatorId, resolve });
  });
}

function commitGroup(): void {
  const group = waiting;
  waiting = [];
  const outcomes = spendAll(group);
  for (const [index, { resolve }] of group.entries()) resolve(outcomes[index] === true);
}

const app = new Hono();
app.post('/api/v1/verifications', async (context) => {
  const { loginId, code } = await context.req.json<{ loginId: string; code: string }>();
  const now = Date.now();
  const candidate = find.get(loginId);
  const step = candidate && matchingStep(openKey(candidate), { code, step: stepAt(now) });
  if (!candidate || step === undefined || !(await spendInGroup(step, candidate.authenticatorId))) {
    return context.json({ code: 'invalid_code' }, 401);
  }
  const issuedAt = Math.floor(now / 1000);
  const claims = {
    iss: 'http://localhost',
    aud: 'http://localhost',
    sub: candidate.userId,
    jti: randomBytes(16).toString('base64url'),
    iat: issuedAt,
    exp: issuedAt + 600,
  };
  const accessToken = signJwt('at+jwt', claims, { kid: 'floor', privateKey });
  return context.json({ user: { id: candidate.userId }, session: { accessToken } });
});

function openKey({ sealedKey, userId, authenticatorId }: Candidate): Buffer {
  const opened = open(sealedKey, ['authenticator', userId, authenticatorId], sealingKey);
  if (opened === undefined) throw new Error(`the key of ${authenticatorId} does not open`);
  return opened;
}

function matchingStep(
  key: Buffer,
  { code, step }: { readonly code: string; readonly step: number },
): number | undefined {
  const given = Buffer.from(code, 'ascii');
  let match: number | undefined;
  for (let candidate = step - 1; candidate <= step + 1; candidate += 1) {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(candidate));
    const mac = createHmac('sha1', key).update(counter).digest();
    const number = mac.readUInt32BE(mac.readUInt8(19) & 0xf) & 0x7fffffff;
    const expected = Buffer.from(String(number % 1_000_000).padStart(6, '0'), 'ascii');
    if (given.length === expected.length && timingSafeEqual(given, expected)) match = candidate;
  }
  return match;
}

const server = createServer(getRequestListener(app.fetch));
server.listen(Number(process.env['PORT']), '127.0.0.1', () => {
  process.stdout.write('the floor is listening\n');
});
process.on('SIGTERM', () => process.exit(0));
