import { expect } from 'chai';
import '../../../totp-recovery-codes.ts';
import { recoveryCodes } from '../../testing/answers.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import {
  clearStage,
  find,
  findAll,
  listen,
  settle,
  stage,
  submit,
  textOf,
} from '../../testing/stage.ts';
import type { TotpRecoveryCodesElement } from './totp-recovery-codes.ts';

const original = {
  writeText: navigator.clipboard.writeText,
  createObjectURL: URL.createObjectURL,
  click: HTMLAnchorElement.prototype.click,
  print: window.print,
};

async function stageCodes(): Promise<{ element: TotpRecoveryCodesElement; clock: FakeClock }> {
  const clock = new FakeClock();
  const loginId = 'ada@example.com';
  const element = await stage('totp-recovery-codes', { codes: recoveryCodes, loginId, clock });
  return { element, clock };
}

function action(element: HTMLElement, label: string): HTMLElement {
  const button = findAll(element, '[part=action]').find(
    ({ textContent }) => textContent.trim() === label,
  );
  if (!button) throw new Error(`There is no ${label}.`);
  return button;
}

function shown(root: ParentNode): string[] {
  return findAll(root, 'li').map(({ textContent }) => textContent);
}

describe('<totp-recovery-codes>', () => {
  afterEach(() => {
    clearStage();
    navigator.clipboard.writeText = original.writeText;
    URL.createObjectURL = original.createObjectURL;
    HTMLAnchorElement.prototype.click = original.click;
    window.print = original.print;
  });

  it('shows the codes it is given, from left to right and untranslated', async () => {
    const { element } = await stageCodes();
    expect(shown(element)).to.deep.equal(recoveryCodes);
    const list = find(element, '[part=codes]');
    expect([list.dir, list.translate]).to.deep.equal(['ltr', false]);
    expect(list.ariaLabel).to.equal('Recovery codes');
    element.codes = ['AAAA-BBBB-CCCC-DDDD-EEEE-FFFF'];
    await settle();
    expect(shown(element)).to.deep.equal(['AAAA-BBBB-CCCC-DDDD-EEEE-FFFF']);
  });

  it('takes no codes from an attribute', async () => {
    const element = await stage('totp-recovery-codes');
    element.setAttribute('codes', recoveryCodes.join());
    await settle();
    expect(shown(element)).to.deep.equal([]);
  });

  it('says once that they are saved, and leaves a form around it alone', async () => {
    const { element } = await stageCodes();
    const saved = listen(document.body, 'totp-saved');
    const submits = listen(document.body, 'submit');
    await submit(element);
    expect(saved.map(({ type, target }) => [type, target === element])).to.deep.equal([
      ['totp-saved', true],
    ]);
    expect(submits).to.have.lengthOf(0);
    expect(JSON.stringify(saved)).not.to.include(recoveryCodes[0]);
  });

  it('copies the codes, a line each, and says so for a while', async () => {
    const copied: string[] = [];
    navigator.clipboard.writeText = async (text) => void copied.push(text);
    const { element, clock } = await stageCodes();
    action(element, 'Copy').click();
    await settle();
    expect(copied).to.deep.equal([recoveryCodes.join('\n')]);
    expect(action(element, 'Copied').isConnected).to.equal(true);
    expect(element.matches(':state(copied)')).to.equal(true);
    clock.pass(2_500);
    await settle();
    expect(action(element, 'Copy').isConnected).to.equal(true);
    expect(element.matches(':state(copied)')).to.equal(false);
  });

  it('selects the codes where the browser does not copy', async () => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    const { element, clock } = await stageCodes();
    action(element, 'Copy').click();
    await settle();
    expect(element.matches(':state(copy-failed)')).to.equal(true);
    expect(find(element, '[role=status]').textContent).to.include('The codes are selected');
    expect(getSelection()?.rangeCount).to.equal(1);
    clock.pass(2_500);
    await settle();
    expect(textOf(element)).to.include('The codes are selected');
  });

  it('downloads a sheet that says whose they are', async () => {
    const blobs: Blob[] = [];
    const names: string[] = [];
    URL.createObjectURL = (blob) => {
      if (blob instanceof Blob) blobs.push(blob);
      return 'blob:sheet';
    };
    HTMLAnchorElement.prototype.click = function click() {
      names.push(`${this.getAttribute('href') ?? ''} ${this.download}`);
    };
    const { element } = await stageCodes();
    action(element, 'Download').click();
    expect(names).to.deep.equal(['blob:sheet recovery-codes.txt']);
    expect(blobs[0]?.type).to.equal('text/plain');
    expect(await blobs[0]?.text()).to.equal(
      `Recovery codes for ada@example.com (${location.host}). Each works once.\n\n${recoveryCodes.join('\n')}\n`,
    );
    expect(document.body.outerHTML).not.to.include('blob:sheet');
  });

  it('names whoever they are, whatever the login ID', async () => {
    let text: Promise<string> | undefined;
    URL.createObjectURL = (blob) => {
      if (blob instanceof Blob) text = blob.text();
      return 'blob:sheet';
    };
    HTMLAnchorElement.prototype.click = () => {};
    const { element } = await stageCodes();
    element.loginId = "$'$&$`";
    action(element, 'Download').click();
    expect(await text).to.include(`Recovery codes for $'$&$\` (${location.host}). Each`);
  });

  it('prints a sheet of the codes and nothing else of the page', async () => {
    const printed: { sheet: string; display: string; place: string }[] = [];
    document.body.innerHTML = '<p id="page">The page</p>';
    window.print = () => {
      const sheet = find(document.body, '[data-totp-print]');
      printed.push({
        sheet: [...(sheet.shadowRoot?.children ?? [])].map(textOfSheet).join('\n'),
        display: getComputedStyle(sheet).display,
        place: sheet.parentElement?.localName ?? '',
      });
    };
    const { element } = await stageCodes();
    const sheetsBefore = document.adoptedStyleSheets.length;
    action(element, 'Print').click();
    expect(printed).to.deep.equal([
      {
        sheet: `Recovery codes for ada@example.com (${location.host}). Each works once.\n${recoveryCodes.join(' ')}`,
        display: 'none',
        place: 'body',
      },
    ]);
    const rules = document.adoptedStyleSheets.flatMap(({ cssRules }) =>
      [...cssRules].map(({ cssText }) => cssText),
    );
    expect(rules.join()).to.match(/@media print.+body > :not\(\[data-totp-print\]\).+none/s);
    window.dispatchEvent(new Event('afterprint'));
    expect(findAll(document.body, '[data-totp-print]')).to.have.lengthOf(0);
    expect(document.adoptedStyleSheets).to.have.lengthOf(sheetsBefore);
  });
});

function textOfSheet(part: Element): string {
  const items = [...part.querySelectorAll('li')];
  return items.length > 0
    ? items.map(({ textContent }) => textContent).join(' ')
    : part.textContent;
}
