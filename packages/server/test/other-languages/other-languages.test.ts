import { execFile, spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { asTicket } from '../../src/testing/credentials.ts';
import { forgeries } from '../../src/testing/forgeries.ts';
import { startReachableServer, type ReachableServer } from '../../src/testing/reachable-server.ts';
import { managementKey } from '../../src/testing/test-server.ts';

// The files that docs/other-languages.md quotes, by their own interpreters and libraries.

type Find = () => string;

// The scripts are plain JavaScript, which has no types to import.
const packages = new URL('../../../../scripts/system-packages.mjs', import.meta.url).href;
const { findPhp, findPython, findRuby } = (await import(packages)) as Record<
  'findPhp' | 'findPython' | 'findRuby',
  Find
>;

const examples = path.resolve(import.meta.dirname, '../../../../examples/other-languages');

interface Language {
  readonly name: string;
  readonly command: Find;
  readonly file: string;
  readonly driver: string;
}

const languages: readonly Language[] = [
  { name: 'Python', command: findPython, file: 'python/totp_kit.py', driver: 'answer.py' },
  { name: 'Ruby', command: findRuby, file: 'ruby/totp_kit.rb', driver: 'answer.rb' },
];

/** Two processes start, on a machine that may be busy. */
const inTime = { timeout: 60_000 };

type Expected = Readonly<Record<'subject' | 'audience' | 'purpose' | 'ticketId', string>>;

type Call =
  | { readonly ask: 'session'; readonly token: unknown }
  | { readonly ask: 'proof'; readonly token: unknown; readonly expected: Expected }
  | {
      readonly ask: 'ticket';
      readonly userId: string;
      readonly action: string;
      readonly terms: Readonly<Record<string, string>>;
    };

type Answer = Readonly<Record<string, unknown>> | null;

/** Has the example answer, in a process of its own. */
function askExample(
  { command, file, driver }: Language,
  { url }: ReachableServer,
  calls: readonly Call[],
): Promise<readonly Answer[]> {
  const args = [path.join(import.meta.dirname, driver), path.join(examples, file)];
  const env = {
    PATH: process.env['PATH'],
    TOTP_KIT_PUBLIC_URL: url,
    TOTP_KIT_MANAGEMENT_KEY: managementKey,
    PYTHONDONTWRITEBYTECODE: '1',
  };
  return new Promise((resolve, reject) => {
    const child = execFile(command(), args, { env, timeout: 30_000 }, (error, out, err) => {
      if (error === null) resolve(JSON.parse(out) as Answer[]);
      else reject(new Error(err, { cause: error }));
    });
    child.stdin?.end(JSON.stringify(calls));
  });
}

/** Somebody with an access token, and with a proof for a ticket that the example itself has asked for. */
async function start(language: Language) {
  const reachable = await startReachableServer({ behindSeconds: 60 });
  const { server, keys } = reachable;
  const { app, confirmation } = await server.signUp('ada');
  const { userId } = confirmation.user;
  const terms = { audience: 'https://shop.example', purpose: 'transfer 42' };
  const order: Call = { ask: 'ticket', userId, action: 'sign-in', terms };
  // Terms that a page may have had a hand in say nothing of whom the ticket is for.
  const loose = { ...terms, userId: 'user_other' };
  const [ordered] = await askExample(language, reachable, [{ ...order, terms: loose }]);
  const { ticket, ticketId } = ordered as { readonly ticket: string; readonly ticketId: string };
  server.clock.advance({ steps: 1 });
  const { proof = '' } = await server.call('verify', {
    body: { code: app.codeAt(server.clock.read()) },
    headers: asTicket(ticket),
  });
  const [jwk = {}] = keys.jwks.keys;
  return {
    reachable,
    accessToken: confirmation.session?.accessToken ?? '',
    proof,
    expected: { subject: userId, ticketId, ...terms },
    forge: (token: string) => {
      const forged = { ...forgeries(token, keys.signer, jwk) };
      // Only our own key could sign these, and the libraries trust it not to.
      delete forged['a critical extension'];
      delete forged['an end that is text'];
      return forged;
    },
  };
}

describe.each(languages)('a backend in $name', (language) => {
  it('asks for a ticket, and knows sessions and proofs from forgeries', inTime, async () => {
    const { reachable, accessToken, proof, expected, forge } = await start(language);
    const right: Call[] = [
      { ask: 'session', token: accessToken },
      { ask: 'proof', token: proof, expected },
    ];
    const wrong = new Map<string, Call>();
    for (const [name, token] of Object.entries(forge(accessToken))) {
      wrong.set(`a session with ${name}`, { ask: 'session', token });
    }
    for (const [name, token] of Object.entries(forge(proof))) {
      wrong.set(`a proof with ${name}`, { ask: 'proof', token, expected });
    }
    for (const [name, value] of Object.entries(expected)) {
      const other = { ...expected, [name]: `${value}x` };
      wrong.set(`another ${name}`, { ask: 'proof', token: proof, expected: other });
    }
    wrong.set('a proof for a session', { ask: 'session', token: proof });
    wrong.set('a session for a proof', {
      ask: 'proof',
      token: accessToken,
      expected: { ...expected, audience: reachable.url },
    });
    for (const token of ['', 'x', 'a.b.c', '..']) {
      wrong.set(`the session ${JSON.stringify(token)}`, { ask: 'session', token });
    }

    const answers = await askExample(language, reachable, [...right, ...wrong.values()]);
    const [session, proved, ...refused] = answers;
    expect(session).toMatchObject({ sub: expected.subject, login_id: 'ada' });
    expect(proved).toMatchObject({ purpose: 'transfer 42', tid: expected.ticketId });
    const accepted = [...wrong.keys()].filter((_name, index) => refused[index] !== null);
    expect(accepted).toEqual([]);
    expect(wrong.size).toBeGreaterThan(80);
  });
});

describe('an example for a language whose library is not here', () => {
  it('is PHP', () => {
    const file = path.join(examples, 'php/TotpKit.php');
    const { status, stdout } = spawnSync(findPhp(), ['-l', file], { encoding: 'utf8' });
    expect(stdout).toContain('No syntax errors');
    expect(status).toBe(0);
  });
});
