import { expect } from 'chai';
import { URI } from 'otpauth';
import '../totp-authenticators.ts';
import '../totp-setup.ts';
import { createTotpClient } from './client/create-totp-client.ts';
import { press } from './testing/stage-own.ts';
import {
  captureConsole,
  clearStage,
  enter,
  enterCode,
  enterLoginId,
  find,
  findAll,
  listen,
  stage,
  submit,
  textOf,
  until,
} from './testing/stage.ts';

const { url: server } = (await (await fetch('/real-server.json')).json()) as { url: string };

/** The code that the app shows that has scanned what the element shows. */
async function readCode(element: HTMLElement): Promise<string> {
  await until(() => findAll(element, 'summary').length > 0);
  find(element, 'summary').click();
  await until(() => findAll(element, 'a[href^=otpauth]').length > 0);
  return URI.parse(find<HTMLAnchorElement>(element, 'a[href^=otpauth]').href).generate();
}

async function signUp(): Promise<void> {
  const element = await stage('totp-setup', { server });
  const successes = listen(element, 'totp-success');
  await enterLoginId(element, `ada-${crypto.randomUUID()}@example.com`);
  await submit(element);
  await until(() => element.matches(':state(enroll)'));
  await enterCode(element, await readCode(element));
  await until(() => findAll(element, '.codes li').length > 0);
  await submit(element);
  await until(() => successes.length > 0);
  clearStage();
}

describe('<totp-authenticators> with a real server on another origin', () => {
  captureConsole();
  afterEach(clearStage);

  it('lists, adds, names, replaces and removes, and renews recovery codes', async () => {
    await signUp();
    const element = await stage('totp-authenticators', { server });
    const changes = listen(element, 'totp-change');
    const done = async (count: number): Promise<void> => until(() => changes.length === count);
    await until(() => element.matches(':state(list)'));
    expect(textOf(element)).to.include('Codes left: 8');
    expect(findAll(element, '[id^=removing-]')).to.have.lengthOf(1);
    const [first] = findAll(element, '[id^=renaming-]').map(({ id }) => id);

    await press(element, `#${first}`);
    await enter(find(element, '#label'), 'My phone');
    await submit(element);
    await done(1);
    expect(textOf(element)).to.include('My phone');

    await press(element, '#adding');
    await enterCode(element, await readCode(element));
    await done(2);
    expect(findAll(element, '[id^=removing-]')).to.have.lengthOf(2);

    await press(element, `#${first?.replace('renaming', 'replacing')}`);
    await enterCode(element, await readCode(element));
    await done(3);
    const removing = findAll(element, '[id^=removing-]').map(({ id }) => id);
    expect(removing).to.have.lengthOf(2);
    expect(removing).not.to.include(first?.replace('renaming', 'removing'));
    expect(textOf(element)).to.include('My phone');

    await press(element, `#${removing[0]}`);
    await submit(element);
    await done(4);
    expect(findAll(element, '[id^=removing-]')).to.have.lengthOf(1);

    await press(element, '#renewing');
    await submit(element);
    await until(() => findAll(element, '.codes li').length === 8);
    await submit(element);
    await press(element, '#forgetting');
    await submit(element);
    await done(6);
    expect(changes.map(({ change }) => change)).to.deep.equal([
      'renamed',
      'added',
      'replaced',
      'removed',
      'renewed',
      'browsers-forgotten',
    ]);
    await createTotpClient({ server }).signOut();
  });

  it('ends with the session', async () => {
    const element = await stage('totp-authenticators', { server });
    await until(() => textOf(element).includes('You’re no longer signed in.'));
    expect(element.matches(':state(ended)')).to.equal(true);
  });
});
