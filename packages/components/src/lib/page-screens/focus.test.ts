import { expect } from 'chai';
import '../../totp-setup.ts';
import { confirmationWithCodes } from '../testing/answers.ts';
import { ScriptedClient } from '../testing/scripted-client.ts';
import { clearStage, find, focused, settle, stage, until } from '../testing/stage.ts';

/** Types into a field of the page's own, as somebody at a keyboard does, and sends its form. */
async function send(name: string, value: string): Promise<void> {
  const field = find<HTMLInputElement>(document.body, `[name=${name}]`);
  field.focus();
  field.value = value;
  field.form?.requestSubmit();
  await settle();
}

describe('the focus, between screens of the page’s own', () => {
  afterEach(clearStage);

  it('goes on in the screen that comes into sight, be it the page’s or not', async () => {
    const client = new ScriptedClient({ confirmEnrollment: async () => confirmationWithCodes });
    const element = await stage('totp-setup', {
      client,
      innerHTML: `
        <template slot="identify"><form><input name="loginId"><button>Go on</button></form></template>
        <template slot="enroll"><form><p>{{totp.key}}</p><input name="code"></form></template>`,
    });
    await until(() => Boolean(document.querySelector('[name=loginId]')));
    await send('loginId', 'ada');
    await until(() => Boolean(document.querySelector('[name=code]')));
    expect((focused() as HTMLInputElement).name).to.equal('code');
    await send('code', '123456');
    await until(() => element.matches(':state(recovery-codes)') && focused()?.id === 'title');
  });

  it('is left where it is when nobody was in the screen before', async () => {
    const element = await stage('totp-setup', {
      client: new ScriptedClient(),
      innerHTML: `
        <form slot="identify"><input name="loginId" value="ada"></form>
        <form slot="enroll"><input name="code"></form>`,
    });
    find<HTMLInputElement>(element, '[name=loginId]').form?.requestSubmit();
    await until(() => element.matches(':state(enroll)'));
    await settle();
    expect(focused()).to.equal(document.body);
  });
});
