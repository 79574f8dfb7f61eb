import { expect } from 'chai';
import '../../totp-verify.ts';
import type { TotpClient } from '../client/totp-client.ts';
import type { TotpVerifyElement } from '../elements/totp-verify/totp-verify.ts';
import { ticketVerification } from '../testing/answers.ts';
import { neverAnswer, refuse, ScriptedClient } from '../testing/scripted-client.ts';
import {
  captureConsole,
  clearStage,
  enter,
  enterCode,
  find,
  findAll,
  settle,
  textOf,
  until,
} from '../testing/stage.ts';

interface Stage {
  readonly form: HTMLFormElement;
  readonly field: TotpVerifyElement;
  readonly client: ScriptedClient;
  /** What was sent, one entry each time. */
  readonly sent: string[];
}

async function stageForm(attributes: string, answers: Partial<TotpClient> = {}): Promise<Stage> {
  document.body.innerHTML = `<form method="post">
    <input name="amount" value="42" required>
    <totp-verify name="proof" ${attributes}></totp-verify>
    <button name="by" value="button">Send</button>
  </form>`;
  const form = find<HTMLFormElement>(document.body, 'form');
  const field = find<TotpVerifyElement>(document.body, 'totp-verify');
  const client = new ScriptedClient(answers);
  field.client = client;
  field.ticket = 'ticket-1';
  const sent: string[] = [];
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    sent.push([...data].map(([name, value]) => `${name}=${value as string}`).join('&'));
  });
  await settle();
  return { form, field, client, sent };
}

async function pressButton(form: HTMLFormElement): Promise<void> {
  find(form, 'button[name=by]').click();
  await settle();
}

describe('<totp-verify name ticket> in a form', () => {
  const consoleLines = captureConsole();
  beforeEach(() => consoleLines.splice(0));
  afterEach(clearStage);

  it('has the code checked, and sends the form with the proof', async () => {
    const { field, client, sent } = await stageForm('required');
    expect(field.value).to.equal('');
    await enterCode(field, '12345');
    expect(sent).to.deep.equal([]);
    await enterCode(field, '123456');
    await settle();
    expect(client.calls.answerTicket).to.have.lengthOf(1);
    expect(sent).to.deep.equal(['amount=42&proof=proof-1']);
    expect(field.value).to.equal('proof-1');
    expect(document.body.innerHTML).not.to.match(/proof-1|ticket-1/);
  });

  it('never sends the digits', async () => {
    const { field, form, sent } = await stageForm('', { answerTicket: neverAnswer });
    await enterCode(field, '123456');
    await pressButton(form);
    expect(sent).to.deep.equal([]);
    expect(new FormData(form).get('proof')).to.equal('');
  });

  it('waits for the form’s own button with manual-submit, and sends it in its name', async () => {
    const { field, form, client, sent } = await stageForm('manual-submit required');
    await enterCode(field, '123456');
    expect(client.calls.answerTicket).to.deep.equal([]);
    await pressButton(form);
    expect(sent).to.deep.equal(['amount=42&proof=proof-1&by=button']);
  });

  it('waits for the Enter key with manual-submit', async () => {
    const { field, sent } = await stageForm('manual-submit');
    await enterCode(field, '123456');
    const press = { key: 'Enter', bubbles: true, composed: true };
    find(field, 'input').dispatchEvent(new KeyboardEvent('keydown', press));
    await settle();
    expect(sent).to.deep.equal(['amount=42&proof=proof-1']);
  });

  it('keeps the form after a wrong code, and says why', async () => {
    const { field, form, client, sent } = await stageForm('required', {
      answerTicket: refuse('invalid_code'),
    });
    await enterCode(field, '111111');
    expect(textOf(field)).to.include('That code didn’t work');
    await pressButton(form);
    expect([sent.length, client.calls.answerTicket.length]).to.deep.equal([0, 2]);
    client.answer({ answerTicket: async () => ticketVerification });
    await enterCode(field, '222222');
    await settle();
    // In the name of the button that was pressed before.
    expect(sent).to.deep.equal(['amount=42&proof=proof-1&by=button']);
  });

  it('keeps the form for good where the ticket is no good, required or not', async () => {
    const { field, form, sent } = await stageForm('', { answerTicket: refuse('ticket_invalid') });
    await enterCode(field, '123456');
    expect(textOf(field)).to.include('Go back to the site and start again');
    await pressButton(form);
    expect(sent).to.deep.equal([]);
  });

  it('takes a recovery code', async () => {
    const { field, form, client, sent } = await stageForm('required');
    find(field, '[part=link]').click();
    await until(() => findAll(field, '#recovery-code').length > 0);
    expect(form.checkValidity()).to.equal(false);
    await enter(find(field, '#recovery-code'), '7K2M-9QXD-4TRW-1ZPA-8VHN-3BCE');
    await pressButton(form);
    expect(client.calls.answerTicket[0]?.[1]).to.have.property('recoveryCode');
    expect(sent).to.deep.equal(['amount=42&proof=proof-1&by=button']);
  });

  it('has the proof once another field lets the form go', async () => {
    const { field, form, sent } = await stageForm('');
    const amount = find<HTMLInputElement>(form, 'input[name=amount]');
    amount.value = '';
    await enterCode(field, '123456');
    await settle();
    expect(sent).to.deep.equal([]);
    amount.value = '7';
    await pressButton(form);
    expect(sent).to.deep.equal(['amount=7&proof=proof-1&by=button']);
  });

  it('begins anew with a new ticket, and forgets the proof', async () => {
    const { field, client, sent } = await stageForm('');
    await enterCode(field, '123456');
    await settle();
    field.ticket = 'ticket-2';
    await settle();
    expect(field.value).to.equal('');
    client.answer({ answerTicket: async () => ({ ...ticketVerification, proof: 'proof-2' }) });
    await enterCode(field, '654321');
    await settle();
    expect(client.calls.answerTicket.map(([ticket]) => ticket)).to.deep.equal([
      'ticket-1',
      'ticket-2',
    ]);
    expect(sent.at(-1)).to.equal('amount=42&proof=proof-2');
  });

  it('is empty after a reset', async () => {
    const { field, form } = await stageForm('');
    await enterCode(field, '123456');
    await settle();
    form.reset();
    await settle();
    expect(new FormData(form).get('proof')).to.equal('');
    expect(field.matches(':state(enter)')).to.equal(true);
  });

  it('puts no proof into an address, and tells developers what to write', async () => {
    document.body.innerHTML = `<form target="elsewhere">
      <totp-verify name="proof" ticket="ticket-1"></totp-verify>
      <button>Send</button>
    </form><iframe name="elsewhere" title="What a form is sent to"></iframe>`;
    const form = find<HTMLFormElement>(document.body, 'form');
    const field = find<TotpVerifyElement>(document.body, 'totp-verify');
    field.client = new ScriptedClient();
    let sentCount = 0;
    form.addEventListener('formdata', () => (sentCount += 1));
    await settle();
    await enterCode(field, '123456');
    await settle();
    expect(field.value).to.equal('proof-1');
    find(form, 'button').click();
    expect(sentCount).to.equal(0);
    expect(consoleLines).to.have.lengthOf(2);
    expect(consoleLines[0]).to.include('<form method="post">');
  });

  it('leaves a form without a method to a script that sends it', async () => {
    const { field, form, sent } = await stageForm('');
    form.removeAttribute('method');
    await enterCode(field, '123456');
    await settle();
    expect(sent).to.deep.equal(['amount=42&proof=proof-1']);
    expect(consoleLines).to.deep.equal([]);
  });

  it('sends nothing where the backend gave an empty ticket', async () => {
    const { field, form, client, sent } = await stageForm('manual-submit', {
      answerTicket: refuse('ticket_invalid'),
    });
    field.ticket = '';
    await settle();
    await enterCode(field, '123456');
    await pressButton(form);
    expect([field.value, sent.length]).to.deep.equal(['', 0]);
    expect(client.calls.verify).to.deep.equal([]);
    expect(textOf(field)).to.include('Go back to the site and start again');
    expect(consoleLines[0]).to.include('has an empty `ticket`');
  });

  it('keeps no form back that it is disabled in, nor one that is not its own', async () => {
    const { field, form, sent } = await stageForm('');
    field.disabled = true;
    await settle();
    await pressButton(form);
    expect(sent).to.deep.equal(['amount=42&by=button']);
  });
});
