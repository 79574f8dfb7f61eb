import { expect } from 'chai';
import '../totp-setup.ts';
import type { TotpVerifyElement } from './elements/totp-verify/totp-verify.ts';
import { ScriptedClient } from './testing/scripted-client.ts';
import {
  captureConsole,
  clearStage,
  enterCode,
  find,
  findAll,
  focused,
  listen,
  settle,
  textOf,
} from './testing/stage.ts';

interface Stage {
  readonly form: HTMLFormElement;
  readonly field: TotpVerifyElement;
  /** What was sent, one entry each time. */
  readonly sent: string[];
}

/** A page with a form in it, which is not sent anywhere. */
async function stageForm(markup: string): Promise<Stage> {
  document.body.innerHTML = markup;
  const form = find<HTMLFormElement>(document.body, 'form');
  const sent: string[] = [];
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    sent.push(entries(form));
  });
  await settle();
  return { form, field: find<TotpVerifyElement>(document.body, 'totp-verify'), sent };
}

function entries(form: HTMLFormElement): string {
  return [...new FormData(form)]
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : value.name}`)
    .join('&');
}

function input(field: HTMLElement): HTMLInputElement {
  return find<HTMLInputElement>(field, 'input[name=code]');
}

const form = (attributes: string): string =>
  `<form><totp-verify name="code" ${attributes}></totp-verify><button>Send</button></form>`;

const consoleLines = captureConsole();
beforeEach(() => consoleLines.splice(0));

describe('<totp-verify name> in a form', () => {
  afterEach(clearStage);

  it('is a code field and nothing else', async () => {
    const { field, form: owner } = await stageForm(form('lang="en"'));
    expect(findAll(field, 'button, h2, #login-id')).to.have.lengthOf(0);
    expect(textOf(field)).to.equal('Code from your authenticator app');
    expect(field.form).to.equal(owner);
    expect([...owner.elements].includes(field)).to.equal(true);
    expect(consoleLines).to.deep.equal([]);
  });

  it('sends six digits by its name, in ASCII', async () => {
    const { form: owner, field } = await stageForm(form('manual-submit'));
    expect(entries(owner)).to.equal('code=');
    await enterCode(field, '１２３ 456');
    expect(entries(owner)).to.equal('code=123456');
    expect(field.value).to.equal('123456');
  });

  it('belongs to the form that its attribute names', async () => {
    const { form: owner, field } = await stageForm(
      '<form id="far"></form><totp-verify name="code" form="far" manual-submit></totp-verify>',
    );
    await enterCode(field, '123456');
    expect(entries(owner)).to.equal('code=123456');
  });

  it('submits the form at the last digit, with the whole code', async () => {
    for (const attributes of ['', 'required']) {
      const { field, sent } = await stageForm(form(attributes));
      await enterCode(field, '12345');
      expect(sent).to.deep.equal([]);
      await enterCode(field, '123456');
      expect(sent).to.deep.equal(['code=123456']);
    }
  });

  it('submits nothing by itself with manual-submit', async () => {
    const { form: owner, field, sent } = await stageForm(form('required manual-submit'));
    await enterCode(field, '123456');
    expect(sent).to.deep.equal([]);
    owner.requestSubmit();
    expect(sent).to.deep.equal(['code=123456']);
  });

  it('submits the form by the Enter key', async () => {
    const { field, sent } = await stageForm(form('required manual-submit'));
    await enterCode(field, '123456');
    input(field).dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }),
    );
    await settle();
    expect(sent).to.deep.equal(['code=123456']);
  });

  it('lets the form wait for another field that is not valid', async () => {
    const { field, sent } = await stageForm(
      '<form><input name="who" required><totp-verify name="code"></totp-verify></form>',
    );
    await enterCode(field, '123456');
    expect(sent).to.deep.equal([]);
    expect(field.value).to.equal('123456');
  });

  it('asks no server, whatever it is given', async () => {
    const client = new ScriptedClient();
    const { field, sent } = await stageForm(form('server="https://auth.example/"'));
    field.client = client;
    await settle();
    const before = performance.getEntriesByType('resource').length;
    await enterCode(field, '123456');
    expect(sent).to.have.lengthOf(1);
    expect(Object.values(client.calls).flat()).to.deep.equal([]);
    const asked = performance.getEntriesByType('resource').slice(before);
    expect(asked.filter((entry) => entry.name.includes('auth.example'))).to.deep.equal([]);
  });

  it('tells of no step, success or error of its own', async () => {
    const events = (['totp-step', 'totp-success', 'totp-error'] as const).map((name) =>
      listen(document.body, name),
    );
    const { field } = await stageForm(form(''));
    await enterCode(field, '123456');
    expect(events.flat()).to.deep.equal([]);
  });
});

describe('the validity of <totp-verify name>', () => {
  afterEach(clearStage);

  it('misses a code where one is required', async () => {
    const { form: owner, field, sent } = await stageForm(form('required lang="en"'));
    const invalid = listen(field, 'invalid');
    expect(field.validity.valueMissing).to.equal(true);
    expect(field.matches(':invalid')).to.equal(true);
    owner.requestSubmit();
    expect(sent).to.deep.equal([]);
    expect(invalid).to.have.lengthOf(1);
    expect(focused()?.id).to.equal('code');
  });

  it('needs none where it is not required', async () => {
    const { form: owner, field, sent } = await stageForm(form(''));
    expect(field.checkValidity()).to.equal(true);
    expect(field.matches(':valid')).to.equal(true);
    owner.requestSubmit();
    expect(sent).to.deep.equal(['code=']);
  });

  it('takes no half a code', async () => {
    const { field } = await stageForm(form(''));
    await enterCode(field, '123');
    expect([field.validity.badInput, field.validity.valueMissing]).to.deep.equal([true, false]);
    expect(field.checkValidity()).to.equal(false);
    expect(field.reportValidity()).to.equal(false);
    await enterCode(field, '123456');
    expect(field.validity.valid).to.equal(true);
    expect(field.reportValidity()).to.equal(true);
  });

  it('changes with the attribute', async () => {
    const { field } = await stageForm(form(''));
    field.required = true;
    await settle();
    expect(field.validity.valueMissing).to.equal(true);
    expect(field.hasAttribute('required')).to.equal(true);
    field.removeAttribute('required');
    await settle();
    expect(field.checkValidity()).to.equal(true);
  });

  it('is no matter outside of a form', async () => {
    document.body.innerHTML = '<totp-verify name="code" required></totp-verify>';
    const field = find<TotpVerifyElement>(document.body, 'totp-verify');
    field.client = new ScriptedClient();
    await settle();
    expect(field.checkValidity()).to.equal(true);
    expect(textOf(field)).to.include('Sign in');
  });
});

describe('what a form does to <totp-verify name>', () => {
  afterEach(clearStage);

  it('empties it when it is reset', async () => {
    const { form: owner, field } = await stageForm(form('required manual-submit'));
    await enterCode(field, '123456');
    owner.reset();
    await settle();
    expect([field.value, input(field).value]).to.deep.equal(['', '']);
    expect(entries(owner)).to.equal('code=');
    expect(field.validity.valueMissing).to.equal(true);
  });

  it('gives a browser no digits to keep for when it comes back to the page', async () => {
    const kept: unknown[] = [];
    const { setFormValue } = ElementInternals.prototype;
    ElementInternals.prototype.setFormValue = function keep(value, state = value) {
      kept.push(state);
      setFormValue.call(this, value, state);
    };
    try {
      const { form: owner, field } = await stageForm(form('manual-submit'));
      await enterCode(field, '123456');
      expect(entries(owner)).to.equal('code=123456');
      expect(new Set(kept)).to.deep.equal(new Set([null]));
      expect('formStateRestoreCallback' in field).to.equal(false);
    } finally {
      ElementInternals.prototype.setFormValue = setFormValue;
    }
  });

  it('disables it with its fieldset', async () => {
    const { form: owner, field } = await stageForm(
      '<form><fieldset disabled><totp-verify name="code" required></totp-verify></fieldset></form>',
    );
    expect(input(field).disabled).to.equal(true);
    expect(entries(owner)).to.equal('');
    expect(owner.checkValidity()).to.equal(true);
    find(owner, 'fieldset').removeAttribute('disabled');
    await settle();
    expect(input(field).disabled).to.equal(false);
    expect(entries(owner)).to.equal('code=');
    expect(owner.checkValidity()).to.equal(false);
  });

  it('disables it by its attribute or property', async () => {
    const { form: owner, field } = await stageForm(form('disabled required'));
    expect(input(field).disabled).to.equal(true);
    expect(entries(owner)).to.equal('');
    field.disabled = false;
    await settle();
    expect(field.hasAttribute('disabled')).to.equal(false);
    expect(input(field).disabled).to.equal(false);
    expect(entries(owner)).to.equal('code=');
  });

  it('focuses it by a label', async () => {
    const { field } = await stageForm(
      '<form><label>Code <totp-verify id="field" name="code"></totp-verify></label><label for="field">Code</label></form>',
    );
    for (const label of findAll<HTMLLabelElement>(document.body, 'form > label')) {
      input(field).blur();
      label.click();
      expect(focused()).to.equal(input(field));
    }
  });

  it('keeps two of them apart', async () => {
    const { form: owner } = await stageForm(
      '<form><totp-verify name="old" manual-submit></totp-verify><totp-verify name="new" manual-submit></totp-verify></form>',
    );
    const [one, other] = findAll(owner, 'totp-verify');
    if (!one || !other) throw new Error('There are not two.');
    await enterCode(one, '111111');
    await enterCode(other, '222222');
    expect(entries(owner)).to.equal('old=111111&new=222222');
  });
});

describe('<totp-verify> that is no field', () => {
  afterEach(clearStage);

  it('has no name: it signs in', async () => {
    const {
      form: owner,
      field,
      sent,
    } = await stageForm('<form><totp-verify login-id="ada"></totp-verify></form>');
    const client = new ScriptedClient();
    field.client = client;
    await settle();
    await enterCode(field, '123456');
    expect(client.calls.verify).to.deep.equal([[{ loginId: 'ada', code: '123456' }]]);
    expect(entries(owner)).to.equal('');
    expect(sent).to.deep.equal([]);
  });

  it('is inside <totp-setup>: it confirms the enrollment', async () => {
    const {
      form: owner,
      field,
      sent,
    } = await stageForm(
      '<form><totp-setup login-id="ada"><totp-verify name="code" required></totp-verify></totp-setup></form>',
    );
    const client = new ScriptedClient();
    const setup = find<HTMLElementTagNameMap['totp-setup']>(document.body, 'totp-setup');
    setup.client = client;
    await settle();
    await enterCode(field, '123456');
    expect(client.calls.confirmEnrollment).to.deep.equal([['enrollment-1', '123456']]);
    expect(entries(owner)).to.equal('');
    expect(owner.checkValidity()).to.equal(true);
    expect(sent).to.deep.equal([]);
  });

  it('has left its form', async () => {
    const { field } = await stageForm(form(''));
    field.client = new ScriptedClient();
    document.body.append(field);
    await settle();
    expect(field.form).to.equal(null);
    expect(textOf(field)).to.include('Sign in');
  });
});
