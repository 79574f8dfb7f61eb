import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  describeNotice,
  encodeQr,
  EntryFlow,
  loadMessages,
  readCode,
  setMessages,
  SetupFlow,
  TotpError,
  VerifyFlow,
  type SetupStep,
} from '../src/headless.ts';
import { confirmationWithCodes, enrollment, recoveryCodes } from '../src/lib/testing/answers.ts';
import { refuse, ScriptedClient } from '../src/lib/testing/scripted-client.ts';

// These tests run in Node, where there is no document.

const root = path.resolve(import.meta.dirname, '../../..');

const namesWithoutLit = `
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(name, context, next) {
      const resolved = next(name, context);
      if (/node_modules\\/(lit|@lit)/.test(resolved.url)) throw new Error('It imports ' + name);
      return resolved;
    },
  });
  console.log(Object.keys(await import('@totp-kit/components/headless')).join(' '));
`;

describe('@totp-kit/components/headless', () => {
  it('is imported without a document and without Lit', () => {
    const options = ['--conditions=totp-kit-source', '--input-type=module', '-e', namesWithoutLit];
    const names = execFileSync(process.execPath, options, { cwd: root, encoding: 'utf8' });
    expect(names.trim().split(' ')).toEqual([
      'EntryFlow',
      'HttpTotpClient',
      'SetupFlow',
      'TotpError',
      'VerifyFlow',
      'createTotpClient',
      'describeDuration',
      'describeNotice',
      'encodeQr',
      'loadMessages',
      'readCode',
      'setMessages',
    ]);
  });

  it('signs up, with a wrong code on the way, and waits until the recovery codes are saved', async () => {
    const client = new ScriptedClient({ confirmEnrollment: refuse('invalid_code') });
    const flow = new SetupFlow({ client, action: 'sign-up' });
    const steps: SetupStep['name'][] = [];
    flow.subscribe((step) => steps.push(step.name));
    await flow.start();
    await flow.identify('ada@example.com');
    await flow.confirm('123456');
    expect(flow.step).toMatchObject({ name: 'enroll', notice: { code: 'invalid_code' } });

    client.answer({ confirmEnrollment: async () => confirmationWithCodes });
    await flow.confirm('654321');
    expect(flow.step).toMatchObject({ name: 'recovery-codes', confirmation: { recoveryCodes } });
    flow.acknowledge();
    expect(flow.step).toMatchObject({ name: 'done' });
    expect(JSON.stringify(flow.step)).not.toContain(recoveryCodes[0]);
    expect([...new Set(steps)]).toEqual([
      'identify',
      'starting',
      'enroll',
      'confirming',
      'recovery-codes',
      'done',
    ]);
  });

  it('signs in by a code in the digits of any script', async () => {
    const client = new ScriptedClient();
    const flow = new VerifyFlow({ client });
    await flow.start();
    await flow.submit({ loginId: 'ada@example.com', code: readCode('١٢٣ ٤٥٦').digits });
    expect(flow.step.name).toBe('done');
    expect(client.calls.verify).toEqual([[{ loginId: 'ada@example.com', code: '123456' }]]);
  });

  it('asks the person which way where the server does not tell', async () => {
    const flow = new EntryFlow({ client: new ScriptedClient(), action: 'sign-up-or-in' });
    await flow.start();
    expect(flow.step).toMatchObject({ name: 'choose', decides: false });
    await flow.choose('ada@example.com', 'sign-up');
    expect(flow.step).toEqual({ name: 'sign-up', loginId: 'ada@example.com' });
  });

  it('makes a QR code of dark and light modules', () => {
    const { size, isDark } = encodeQr(enrollment.provisioningUrl, 'M');
    expect(size).toBeGreaterThan(20);
    const firstRow = Array.from({ length: 8 }, (_, column) => isDark(0, column));
    expect(firstRow).toEqual([true, true, true, true, true, true, true, false]);
  });
});

describe('loadMessages', () => {
  it('has every message, in English and in the others', async () => {
    const en = await loadMessages('en-GB');
    expect(en).toMatchObject({ locale: 'en', signInTitle: 'Sign in', back: 'Back' });
    const he = await loadMessages('iw');
    expect(he).toMatchObject({ locale: 'he', direction: 'rtl' });
    const names = Object.keys(he).filter((name) => name !== 'direction');
    // A language is one file for elements, too, which have more to say.
    expect(names).toEqual(expect.arrayContaining(Object.keys(en)));
  });

  it('is English in a language that there is not, with what a page says in it', async () => {
    expect(await loadMessages('da')).toMatchObject({ locale: 'en', back: 'Back' });
    setMessages('da', { back: 'Tilbage' });
    const da = await loadMessages('da-DK');
    expect(da).toMatchObject({ locale: 'da', back: 'Tilbage', signInTitle: 'Sign in' });
  });
});

describe('describeNotice', () => {
  it('says something to every notice', async () => {
    const messages = await loadMessages('de');
    expect(describeNotice('code_incomplete', messages)).toBe(messages.code_incomplete);
    expect(describeNotice(new TotpError('limit_reached'), messages)).toBe(messages.limit_reached);
    expect(describeNotice(new TotpError('conflict'), messages)).toBe(messages.internal);
  });
});
