import { expect } from 'chai';
import { URI } from 'otpauth';
import '../totp-setup.ts';
import { createTotpClient } from './client/create-totp-client.ts';
import {
  captureConsole,
  clearStage,
  enter,
  enterCode,
  enterLoginId,
  find,
  findAll,
  listen,
  settle,
  stage,
  submit,
  textOf,
  until,
} from './testing/stage.ts';

const { url: server } = (await (await fetch('/real-server.json')).json()) as { url: string };
const loginId = `ada-${crypto.randomUUID()}@example.com`;

/** The authenticator app that scanned the element's link. */
function readCodes(element: HTMLElement): { current: string; next: string } {
  const totp = URI.parse(find<HTMLAnchorElement>(element, 'a[href^=otpauth]').href);
  if (!('period' in totp)) throw new Error('This is no time-based key.');
  return { current: totp.generate(), next: totp.generate({ timestamp: Date.now() + 30_000 }) };
}

function wrongCode(right: string): string {
  return `${(Number(right[0]) + 5) % 10}${right.slice(1)}`;
}

describe('the elements with a real server on another origin', () => {
  captureConsole();
  afterEach(clearStage);
  let nextCode: string;
  let recoveryCode: string | undefined;

  it('sign up: a wrong code changes nothing, the right one makes user and session', async () => {
    const element = await stage('totp-setup', { server });
    await enterLoginId(element, loginId);
    await submit(element);
    await until(() => element.matches(':state(enroll)'));
    find(element, 'summary').click();
    await until(() => findAll(element, 'a[href^=otpauth]').length > 0);
    const { current, next } = readCodes(element);
    nextCode = next;

    await enterCode(element, wrongCode(current));
    await until(() => textOf(element).includes('That code didn’t work.'));
    expect(readCodes(element).current).to.match(/^[0-9]{6}$/);

    const successes = listen(element, 'totp-success');
    await enterCode(element, current);
    await until(() => findAll(element, '.codes li').length === 8);
    expect(successes).to.have.lengthOf(0);
    [recoveryCode] = findAll(element, '.codes li').map(({ textContent }) => textContent);
    await submit(element);
    expect(successes[0]?.user.loginId).to.equal(loginId);
    expect(successes[0]?.firstSeen).to.equal(true);
    expect(successes[0]?.session?.accessToken).to.be.a('string');
  });

  it('keep the session for the page until it signs out', async () => {
    const client = createTotpClient({ server });
    expect((await client.session())?.user.loginId).to.equal(loginId);
    expect(await client.accessToken()).to.be.a('string');
    await client.signOut();
    expect(await client.session()).to.equal(undefined);
  });

  it('sign in with the next code, and refuse the same code a second time', async () => {
    const element = await stage('totp-verify', { server, loginId });
    const successes = listen(element, 'totp-success');
    await enterCode(element, nextCode);
    await until(() => successes.length > 0);
    expect(successes[0]?.user.loginId).to.equal(loginId);

    clearStage();
    const again = await stage('totp-verify', { server, loginId });
    const errors = listen(again, 'totp-error');
    await enterCode(again, nextCode);
    await until(() => errors.length > 0);
    await settle();
    expect(errors[0]?.error.code).to.equal('invalid_code');
    expect(textOf(again)).to.include('That code didn’t work.');
  });

  it('sign in with a recovery code, once', async () => {
    const element = await stage('totp-verify', { server, loginId });
    find(element, '[part=link]').click();
    await until(() => findAll(element, '#recovery-code').length > 0);
    const successes = listen(element, 'totp-success');
    await enter(find(element, '#recovery-code'), recoveryCode?.toLowerCase() ?? '');
    await submit(element);
    await until(() => successes.length > 0);

    clearStage();
    const again = await stage('totp-verify', { server, loginId });
    find(again, '[part=link]').click();
    await until(() => findAll(again, '#recovery-code').length > 0);
    await enter(find(again, '#recovery-code'), recoveryCode ?? '');
    await submit(again);
    await until(() => textOf(again).includes('That recovery code didn’t work.'));
  });

  it('say beside the field that the server refuses an odd login ID', async () => {
    const element = await stage('totp-setup', { server });
    await enterLoginId(element, 'a\u200bb');
    await submit(element);
    await until(() => textOf(element).includes('That login ID can’t be used.'));
  });
});
