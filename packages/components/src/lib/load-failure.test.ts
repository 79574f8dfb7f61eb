import { expect } from 'chai';
import '../totp-verify.ts';
import { ScriptedClient } from './testing/scripted-client.ts';
import { clearStage, listen, until } from './testing/stage.ts';

/**
 * A page that may load only the scripts that this one has loaded by now, and not even one of them: whatever an element
 * there wants besides fails to load, as it does for who is offline.
 */
async function openPage(markup: string, missing = ''): Promise<ShadowRoot> {
  const scripts = performance
    .getEntriesByType('resource')
    .map(({ name }) => name.replace(/[?#].*$/, ''))
    .filter((name) => name.startsWith(location.origin))
    .filter((name) => missing === '' || !name.endsWith(missing));
  const entry = scripts.find((name) => name.endsWith('/src/totp-verify.ts')) ?? '';
  const frame = document.createElement('iframe');
  frame.srcdoc = `<!doctype html><html lang="en"><meta http-equiv="Content-Security-Policy" content="script-src ${scripts.join(' ')}"><script type="module" src="${entry}"></script>${markup}`;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const shadowRoot = (): ShadowRoot | null | undefined =>
    frame.contentDocument?.querySelector('totp-verify')?.shadowRoot;
  await until(() => Boolean(shadowRoot()?.querySelector('#title')));
  const root = shadowRoot();
  if (!root) throw new Error('There is no <totp-verify>.');
  return root;
}

describe('an element of which a part cannot be loaded', () => {
  afterEach(clearStage);

  it('speaks English in place of a language', async () => {
    const root = await openPage('<totp-verify lang="pl" server="/"></totp-verify>');
    expect(root.querySelector('#title')?.textContent).to.equal('Sign in');
    expect(root.querySelector('[part=screen]')?.hasAttribute('dir')).to.equal(false);
  });

  it('says nothing of a fault after the right code', async () => {
    const root = await openPage(
      '<totp-verify login-id="ada" server="/"></totp-verify>',
      '/endings.ts',
    );
    const element = root.host.ownerDocument.querySelector('totp-verify');
    if (!element) throw new Error('There is no <totp-verify>.');
    const successes = listen(element, 'totp-success');
    element.client = new ScriptedClient();
    const input = root.querySelector('input');
    if (input) input.value = '123456';
    input?.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await until(() => successes.length > 0);
    await element.updateComplete;
    await until(() => root.querySelector('input') === null);
    expect(root.textContent.trim()).to.equal('');
  });

  it('offers to try again', async () => {
    const root = await openPage('<totp-verify server="/"></totp-verify>', '/answers.ts');
    const button = root.querySelector('button[type=submit]');
    expect(button?.textContent.trim()).to.equal('Sign in');
    root
      .querySelector('input')
      ?.dispatchEvent(new Event('focusin', { bubbles: true, composed: true }));
    await until(() => button?.textContent.trim() === 'Try again');
  });
});
