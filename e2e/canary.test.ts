import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api } from './harness/api.ts';
import { makeWrongCode, readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { findSecrets } from '../packages/server/src/testing/secret-search.ts';
import { Management } from './harness/management.ts';
import { openOwnPage, type OwnPage } from './harness/own-page.ts';
import { Person } from './harness/person.ts';
import { makeDataFolder, startServer, type RunningServer } from './harness/server.ts';
import { Witness } from './harness/witness.ts';

const stack = new AsyncDisposableStack();
let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  const folder = stack.use(await makeDataFolder());
  server = stack.use(await startServer({ folder: folder.path }));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

interface Visit {
  readonly page: Page;
  readonly person: Person;
  readonly witness: Witness;
}

async function visit(own: OwnPage): Promise<Visit> {
  const page = await browser.newPage({ locale: 'en-US' });
  const witness = await Witness.of(page, server.url);
  await openOwnPage(page, server.url, own);
  return { page, person: new Person(page), witness };
}

/** A ticket for somebody whose authenticator was deleted. */
async function makeTicket(loginId: string): Promise<string> {
  await new Api(server.url).signUp(loginId);
  const management = new Management(server.url);
  const { userId } = await management.findUser(loginId);
  const { ticket } = await management.deleteTotp(userId);
  if (ticket === undefined) throw new Error('The answer holds no ticket');
  return ticket;
}

const confirmation = 'the body of POST /api/v1/enrollments/{id}/confirmation';
const verification = 'the body of POST /api/v1/verifications';

/** Where the key may be seen on the elements' own screen. */
const keyPlaces = [
  'key: the attribute href of <a> in <totp-provision-link>',
  'key: the text of <code> in <totp-key>',
  'key: the text of <span> in <totp-key>',
];
const urlPlace = 'provisioning URL: the attribute href of <a> in <totp-provision-link>';

test('a sign-up shows its secrets where people see them, and nowhere else', async () => {
  const { page, person, witness } = await visit({
    body: '<totp-setup action="sign-up"></totp-setup>',
  });
  await person.startSignUp('ada@example.com');
  const { uri, key } = await person.scan();
  await page.getByText('Enter a key instead').click();
  await page.getByRole('button', { name: 'Copy key' }).click();
  await witness.lookAround();
  const wrongCode = await makeWrongCode(key);
  await person.typeCode(wrongCode);
  await page.getByText(/That code didn’t work/).waitFor();
  await witness.lookAround();
  const code = await readCode(key);
  await person.typeCode(code);
  await page.getByRole('list', { name: 'Recovery codes' }).waitFor();
  await witness.lookAround();
  expect(findSecrets(await witness.listDocument(), { key, uri, wrongCode, code })).toEqual([]);

  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByRole('button', { name: 'Download' }).click();
  await page.getByRole('button', { name: 'Print' }).click();
  const [recoveryCode = '', ...others] = await person.saveRecoveryCodes();
  await page.getByRole('heading', { name: 'You’re all set' }).waitFor();
  await witness.lookAround();

  const last = others.at(-1) ?? '';
  const secrets = { key, 'provisioning URL': uri, 'wrong code': wrongCode, code };
  const codes = { 'recovery code': recoveryCode, 'last recovery code': last };
  expect(findSecrets(witness.sightings, { ...secrets, ...codes })).toEqual([
    `code: ${confirmation}`,
    ...keyPlaces,
    'last recovery code: the text of <li> in <div>',
    'last recovery code: the text of <li> in <totp-recovery-codes>',
    urlPlace,
    'recovery code: the text of <li> in <div>',
    'recovery code: the text of <li> in <totp-recovery-codes>',
    `wrong code: ${confirmation}`,
  ]);
  expect(findSecrets(await witness.listDocument(), { ...secrets, ...codes })).toEqual([]);
  expect(witness.sightings.filter(({ place }) => /^a (database|cache)$/.test(place))).toEqual([]);
  await page.close();
});

test('a sign-in sends what was typed to the server, and shows it to nobody', async () => {
  const api = new Api(server.url);
  const { body: enrollment } = await api.startSignUp('grace@example.com');
  const { key } = enrollment;
  const { body } = await api.confirm(enrollment, await readCode(key));
  const [recoveryCode = ''] = body.recoveryCodes ?? [];
  const { page, person, witness } = await visit({
    body: '<totp-flow action="sign-in"></totp-flow>',
  });
  const wrongCode = await makeWrongCode(key);
  await person.typeLoginId('grace@example.com');
  await person.typeCode(wrongCode);
  await page.getByText(/wait for the next code and try again/).waitFor();
  await witness.lookAround();
  const code = await readCode(key, { stepsAhead: 1 });
  await person.typeCode(code);
  await page.getByRole('heading', { name: 'You’re signed in' }).waitFor();
  await witness.lookAround();
  expect(findSecrets(await witness.listDocument(), { wrongCode, code })).toEqual([]);

  await page.reload();
  await person.typeLoginId('grace@example.com');
  await page.getByRole('button', { name: /Use a recovery code/ }).click();
  await page.getByRole('textbox', { name: 'Recovery code' }).click();
  await page.keyboard.type(recoveryCode);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'You’re signed in' }).waitFor();
  await witness.lookAround();
  const secrets = { key, 'wrong code': wrongCode, code, 'recovery code': recoveryCode };
  expect(findSecrets(witness.sightings, secrets)).toEqual([
    `code: ${verification}`,
    `recovery code: ${verification}`,
    `wrong code: ${verification}`,
  ]);
  expect(findSecrets(await witness.listDocument(), secrets)).toEqual([]);
  await page.close();
});

test.each(['totp-setup', 'totp-flow'])(
  'a ticket given to <%s> as an attribute is read and removed',
  async (tag) => {
    const ticket = await makeTicket(`${tag}@example.com`);
    const { page, person, witness } = await visit({
      body: `<${tag} action="update-user" ticket="${ticket}"></${tag}>`,
    });
    const { key } = await person.scan();
    expect(findSecrets(await witness.listDocument(), { ticket })).toEqual([]);
    await person.finishSignUp(await readCode(key));
    await page.getByRole('heading', { name: 'You’re all set' }).waitFor();
    await witness.lookAround();
    expect(findSecrets(witness.sightings, { ticket })).toEqual([
      'ticket: the attribute ticket of <' + tag + '>',
      'ticket: the authorization of POST /api/v1/enrollments',
    ]);
    await page.close();
  },
);

test('looking after authenticators shows key and recovery codes where people see them, and the ticket nowhere', async () => {
  await new Api(server.url).signUp('hedy@example.com');
  const management = new Management(server.url);
  const { userId } = await management.findUser('hedy@example.com');
  const ticket = await management.makeTicket(userId, 'manage');
  const { page, person, witness } = await visit({
    body: '<totp-authenticators ticket=""></totp-authenticators>',
    script: `document.querySelector('totp-authenticators').ticket = atob('${btoa(ticket)}');`,
  });
  await page.getByRole('button', { name: 'Add an authenticator' }).click();
  const { uri, key } = await person.scan();
  await page.getByText('Enter a key instead').click();
  await page.getByRole('button', { name: 'Copy key' }).waitFor();
  const code = await readCode(key);
  await person.typeCode(code);
  await page.getByText('The new authenticator works.').waitFor();
  await page.getByRole('button', { name: 'Make new recovery codes' }).click();
  await page.getByRole('button', { name: 'Make new recovery codes' }).click();
  const [recoveryCode = ''] = await person.saveRecoveryCodes();
  await page.getByText('You have new recovery codes.').waitFor();
  await witness.lookAround();
  const secrets = { ticket, key, 'provisioning URL': uri, code, 'recovery code': recoveryCode };
  expect(findSecrets(witness.sightings, secrets)).toEqual([
    `code: ${confirmation}`,
    ...keyPlaces,
    urlPlace,
    'recovery code: the text of <li> in <totp-recovery-codes>',
    'ticket: the authorization of GET /api/v1/me/authenticators',
    'ticket: the authorization of POST /api/v1/enrollments',
    'ticket: the authorization of POST /api/v1/me/recovery-codes',
  ]);
  expect(findSecrets(await witness.listDocument(), secrets)).toEqual([]);
  await page.close();
});

test('a ticket given as a property is never in the document', async () => {
  const ticket = await makeTicket('joan@example.com');
  const { page, person, witness } = await visit({
    body: '<totp-flow action="update-user" ticket=""></totp-flow>',
    script: `document.querySelector('totp-flow').ticket = atob('${btoa(ticket)}');`,
  });
  const { uri, key } = await person.scan();
  await page.getByText('Enter a key instead').click();
  await page.getByRole('button', { name: 'Copy key' }).waitFor();
  const code = await readCode(key);
  await person.finishSignUp(code);
  await page.getByRole('heading', { name: 'You’re all set' }).waitFor();
  await witness.lookAround();
  const secrets = { ticket, key, 'provisioning URL': uri, code };
  expect(findSecrets(witness.sightings, secrets)).toEqual([
    `code: ${confirmation}`,
    ...keyPlaces,
    urlPlace,
    'ticket: the authorization of POST /api/v1/enrollments',
  ]);
  expect(findSecrets(await witness.listDocument(), secrets)).toEqual([]);
  await page.close();
});

test('a page’s templates get what they ask for where it may stand, until their screen is left', async () => {
  const { page, person, witness } = await visit({
    body: `
      <totp-setup action="sign-up" login-id="mary@example.com">
        <template>
          <p>Scan, or enter <b>{{totp.key}}</b></p>
          <totp-qr></totp-qr>
          <a href="{{totp.provisionUrl}}">Open</a>
          <input aria-label="Your key" value="{{totp.key}}" readonly />
          <a id="query" href="https://example.com/?key={{totp.key}}">Elsewhere</a>
          <img alt="" src="https://example.com/{{totp.key}}" />
          <i data-key="{{totp.key}}" class="{{totp.key}}" style="--key: {{totp.key}}"></i>
          <style>i { content: '{{totp.key}}' }</style>
          <totp-verify></totp-verify>
        </template>
        <template slot="recovery-codes">
          <p>Not any more: {{totp.key}}{{totp.provisionUrl}}</p>
          <totp-recovery-codes></totp-recovery-codes>
        </template>
      </totp-setup>`,
  });
  const { uri, key } = await person.scan();
  const secrets = { key, 'provisioning URL': uri };
  const asked = [
    'key: the attribute href of <a>',
    'key: the attribute value of <input>',
    'key: the text of <b>',
    'provisioning URL: the attribute href of <a>',
  ];
  await witness.lookAround();
  expect(findSecrets(witness.sightings, secrets)).toEqual(asked);
  await person.typeCode(await readCode(key));
  await page.getByText('Not any more').waitFor();
  await witness.lookAround();
  expect(findSecrets(await witness.listDocument(), secrets)).toEqual([]);
  await person.saveRecoveryCodes();
  await page.getByRole('heading', { name: 'You’re all set' }).waitFor();
  await witness.lookAround();
  expect(findSecrets(witness.sightings, secrets)).toEqual(asked);
  expect(findSecrets(await witness.listDocument(), secrets)).toEqual([]);
  await page.close();
});

test('a page that leaks is found out, however short and in whatever spelling', async () => {
  const { page, person, witness } = await visit({
    body: '<totp-setup action="sign-up" login-id="edith@example.com"></totp-setup>',
    script: `
      const leak = (key, url, code) => {
        document.body.dataset.short = key.toLowerCase();
        delete document.body.dataset.short;
        const root = document.createElement('some-element').attachShadow({ mode: 'closed' });
        root.append(Object.assign(document.createElement('i'), { title: key.match(/..../g).join('-') }));
        history.replaceState({ url: btoa(JSON.stringify({ url })) }, '');
        sessionStorage.setItem('code', code);
        console.log('The code is', code);
        dispatchEvent(Object.assign(new Event('some-event'), { detail: { deep: [{ key }] } }));
        document.body.append(document.createElement('i'));
      };
      addEventListener('leak', (event) => leak(...event.detail));`,
  });
  const { uri, key } = await person.scan();
  const code = await readCode(key);
  await page.evaluate(
    (detail) => dispatchEvent(Object.assign(new Event('leak'), { detail })),
    [key, uri, code],
  );
  await witness.lookAround();
  const found = findSecrets(witness.sightings, { key, uri, code });
  expect(found).toEqual(
    expect.arrayContaining([
      'key: the attribute data-short of <body>',
      'key: the attribute title of <i> in <some-element>',
      'key: the event some-event',
      'uri: the history',
      'code: sessionStorage',
      'code: the console',
    ]),
  );
  await page.close();
});
