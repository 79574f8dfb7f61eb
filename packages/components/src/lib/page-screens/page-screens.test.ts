import { expect } from 'chai';
import '../../totp-setup.ts';
import type { TotpClient } from '../client/totp-client.ts';
import { confirmationWithCodes, recoveryCodes } from '../testing/answers.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { neverAnswer, refuse, ScriptedClient } from '../testing/scripted-client.ts';
import {
  captureConsole,
  clearStage,
  enterCode,
  enterLoginId,
  find,
  findAll,
  settle,
  stage,
  submit,
  until,
} from '../testing/stage.ts';

async function stageWith<Tag extends 'totp-setup' | 'totp-verify'>(
  tag: Tag,
  innerHTML: string,
  { answers, loginId }: { answers?: Partial<TotpClient>; loginId?: string } = {},
) {
  const client = new ScriptedClient(answers);
  const clock = new FakeClock();
  const element = await stage<'totp-setup' | 'totp-verify'>(tag, {
    client,
    clock,
    loginId,
    innerHTML,
  });
  return { element, client, clock };
}

/** Whether the page's own screen is in sight. */
function isSeen(id: string): boolean {
  return find(document.body, `#${id}`).checkVisibility();
}

/** Sends a form of the page's, with what is in its fields. */
async function sendForm(values: Readonly<Record<string, string>>): Promise<void> {
  const form = find<HTMLFormElement>(document.body, 'form.own');
  for (const [name, value] of Object.entries(values))
    find<HTMLInputElement>(form, `[name=${name}]`).value = value;
  find(form, 'button').click();
  await settle();
}

const ownForm = (slot: string, fields = ''): string =>
  `<form class="own" slot="${slot}">${fields}<button>Go</button></form>`;

captureConsole();

describe('a slot of the page’s own', () => {
  afterEach(clearStage);

  interface Screen {
    readonly tag: 'totp-setup' | 'totp-verify';
    readonly answers?: Partial<TotpClient>;
    readonly reach?: (element: HTMLElement) => Promise<void>;
  }

  const sendCode = (element: HTMLElement): Promise<void> => enterCode(element, '123456');
  const identify = async (element: HTMLElement): Promise<void> => {
    await enterLoginId(element, 'ada');
    await submit(element);
  };
  const setUp = async (element: HTMLElement): Promise<void> => {
    await identify(element);
    await sendCode(element);
  };
  const signIn = async (element: HTMLElement): Promise<void> => {
    await enterLoginId(element, 'ada');
    await sendCode(element);
  };
  const screens: Record<string, Screen> = {
    'identify of <totp-setup>': { tag: 'totp-setup' },
    'enroll of <totp-setup>': { tag: 'totp-setup', reach: identify },
    'recovery-codes of <totp-setup>': {
      tag: 'totp-setup',
      answers: { confirmEnrollment: async () => confirmationWithCodes },
      reach: setUp,
    },
    'expired of <totp-setup>': {
      tag: 'totp-setup',
      answers: { confirmEnrollment: refuse('enrollment_expired') },
      reach: setUp,
    },
    'failed of <totp-setup>': {
      tag: 'totp-setup',
      answers: { startEnrollment: refuse('sign_up_closed') },
      reach: identify,
    },
    'done of <totp-setup>': { tag: 'totp-setup', reach: setUp },
    'enter of <totp-verify>': { tag: 'totp-verify' },
    'done of <totp-verify>': { tag: 'totp-verify', reach: signIn },
  };

  for (const [name, { tag, answers, reach }] of Object.entries(screens)) {
    it(`replaces the screen ${name}, and no other`, async () => {
      const [slot = ''] = name.split(' ');
      const { element } = await stageWith(tag, `<p id="own" slot="${slot}">Ours</p>`, {
        ...(answers && { answers }),
      });
      if (reach) {
        expect(isSeen('own')).to.equal(false);
        expect(findAll(element, '[part=screen]')).to.have.lengthOf(1);
        await reach(element);
      }
      expect(isSeen('own')).to.equal(true);
      expect(findAll(element, '[part=screen]')).to.have.lengthOf(0);
    });
  }

  it('replaces the screen failed of <totp-verify>', async () => {
    await stage('totp-verify', { innerHTML: '<p id="own" slot="failed">Ours</p>' });
    expect(isSeen('own')).to.equal(true);
  });

  it('may come and go', async () => {
    const { element } = await stageWith('totp-verify', '');
    const own = Object.assign(document.createElement('p'), { id: 'own', textContent: 'Ours' });
    element.append(own);
    await until(() => findAll(element, '[part=screen]').length === 0);
    expect(isSeen('own')).to.equal(true);
    own.slot = 'done';
    await until(() => findAll(element, '[part=screen]').length === 1);
    expect(isSeen('own')).to.equal(false);
    own.remove();
    await settle();
    expect(findAll(element, '[part=screen]')).to.have.lengthOf(1);
  });

  it('is not made by white space and comments', async () => {
    const { element } = await stageWith('totp-setup', '\n  <!-- nothing -->\n', { loginId: 'ada' });
    expect(findAll(element, 'totp-qr')).to.have.lengthOf(1);
  });
});

describe('children of the page’s own', () => {
  afterEach(clearStage);

  it('replace the main screen of <totp-setup> alone', async () => {
    const { element } = await stageWith('totp-setup', '<p id="own">Ours</p>');
    expect(isSeen('own')).to.equal(false);
    await enterLoginId(element, 'ada');
    await submit(element);
    expect(isSeen('own')).to.equal(true);
    expect(findAll(element, 'totp-qr')).to.have.lengthOf(0);
  });

  it('replace the screen that <totp-verify> asks by', async () => {
    await stageWith('totp-verify', '<p id="own">Ours</p>');
    expect(isSeen('own')).to.equal(true);
  });
});

describe('a form of the page’s own', () => {
  afterEach(clearStage);

  it('sends the login ID to <totp-setup>', async () => {
    const { element, client } = await stageWith(
      'totp-setup',
      ownForm('identify', '<input name="loginId">'),
    );
    await sendForm({ loginId: 'ada' });
    await until(() => client.calls.startEnrollment.length > 0);
    expect(client.calls.startEnrollment).to.deep.equal([
      [{ action: 'sign-up', loginId: 'ada' }, {}],
    ]);
    expect(element.matches(':state(enroll)')).to.equal(true);
  });

  it('sends the first code to <totp-setup>, in any script’s digits', async () => {
    const { element, client } = await stageWith(
      'totp-setup',
      ownForm('enroll', '<input name="code">'),
      { loginId: 'ada' },
    );
    await sendForm({ code: '１２３ 456' });
    await until(() => client.calls.confirmEnrollment.length > 0);
    expect(client.calls.confirmEnrollment).to.deep.equal([['enrollment-1', '123456']]);
    expect(element.matches(':state(done)')).to.equal(true);
  });

  for (const [slot, answers] of [
    ['expired', { confirmEnrollment: refuse('enrollment_expired') }],
    ['failed', { confirmEnrollment: refuse('limit_reached') }],
  ] as const) {
    it(`starts <totp-setup> again from ${slot}`, async () => {
      const { element, client } = await stageWith('totp-setup', ownForm(slot), {
        answers,
        loginId: 'ada',
      });
      await enterCode(element, '123456');
      await sendForm({});
      await until(() => client.calls.startEnrollment.length > 1);
      expect(element.matches(':state(enroll)')).to.equal(true);
    });
  }

  it('signs in by login ID and code', async () => {
    const { element, client } = await stageWith(
      'totp-verify',
      ownForm('enter', '<input name="loginId"><input name="code">'),
    );
    await sendForm({ loginId: 'ada', code: '123 456' });
    await until(() => element.matches(':state(done)'));
    expect(client.calls.verify).to.deep.equal([[{ loginId: 'ada', code: '123456' }]]);
  });

  it('signs in by a recovery code', async () => {
    const [recoveryCode = ''] = recoveryCodes;
    const { element, client } = await stageWith(
      'totp-verify',
      ownForm('enter', '<input name="loginId"><input name="code"><input name="recoveryCode">'),
    );
    await sendForm({ loginId: 'ada', recoveryCode });
    await until(() => element.matches(':state(done)'));
    expect(client.calls.verify).to.deep.equal([[{ loginId: 'ada', recoveryCode }]]);
  });

  it('need not say the login ID that the page has given', async () => {
    const { element, client } = await stageWith(
      'totp-verify',
      ownForm('enter', '<input name="code">'),
      { loginId: 'ada' },
    );
    await sendForm({ code: '123456' });
    await until(() => element.matches(':state(done)'));
    expect(client.calls.verify).to.deep.equal([[{ loginId: 'ada', code: '123456' }]]);
  });

  it('is left alone where it goes elsewhere, or the page takes it', async () => {
    const fields = '<input name="loginId" value="ada"><input name="code" value="123456">';
    const { element, client } = await stageWith('totp-verify', ownForm('enter', fields));
    const form = find<HTMLFormElement>(element, 'form.own');
    const submits: boolean[] = [];
    document.body.addEventListener('submit', (event) => {
      submits.push(event.defaultPrevented);
      event.preventDefault();
    });
    form.setAttribute('action', '/elsewhere');
    await sendForm({});
    form.removeAttribute('action');
    form.addEventListener('submit', (event) => event.preventDefault(), { once: true });
    await sendForm({});
    expect(client.calls.verify).to.deep.equal([]);
    await sendForm({});
    await until(() => element.matches(':state(done)'));
    expect(submits).to.deep.equal([false, true, true]);
  });

  it('starts nothing anew where it is sent twice', async () => {
    const { element, client } = await stageWith(
      'totp-setup',
      ownForm('enroll', '<input name="code">'),
      { answers: { confirmEnrollment: neverAnswer }, loginId: 'ada' },
    );
    await sendForm({ code: '123456' });
    await until(() => element.matches(':state(confirming)'));
    await sendForm({ code: '123456' });
    expect(element.matches(':state(confirming)')).to.equal(true);
    expect(client.calls.startEnrollment).to.have.lengthOf(1);
    expect(client.calls.confirmEnrollment).to.have.lengthOf(1);
  });

  it('starts nothing anew when all is done', async () => {
    const { element, client } = await stageWith('totp-setup', ownForm('done'), { loginId: 'ada' });
    await enterCode(element, '123456');
    await sendForm({});
    expect(element.matches(':state(done)')).to.equal(true);
    expect(client.calls.startEnrollment).to.have.lengthOf(1);
  });

  for (const [what, attributes] of [
    ['goes elsewhere by its button', 'formaction="/elsewhere"'],
    ['closes a dialog', 'formmethod="dialog"'],
  ] as const) {
    it(`is left alone where it ${what}`, async () => {
      const { element } = await stageWith(
        'totp-setup',
        `<form class="own" slot="recovery-codes"><button ${attributes}>Go</button></form>`,
        { answers: { confirmEnrollment: async () => confirmationWithCodes }, loginId: 'ada' },
      );
      await enterCode(element, '123456');
      const submits: boolean[] = [];
      element.addEventListener('submit', (event) => {
        submits.push(event.defaultPrevented);
        event.preventDefault();
      });
      await sendForm({});
      expect(submits).to.deep.equal([false]);
      expect(element.matches(':state(recovery-codes)')).to.equal(true);
    });
  }
});
