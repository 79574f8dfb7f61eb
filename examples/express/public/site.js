/** @typedef {{ email: string, isLinked: boolean }} User */

/**
 * @template {Element} Kind
 * @param {string} selector
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
function find(selector, kind) {
  const element = document.querySelector(selector);
  if (element instanceof kind) return element;
  throw new Error(`The page has no ${selector}`);
}

const status = find('[role=status]', HTMLElement);
const alert = find('[role=alert]', HTMLElement);
const signedOut = find('#signed-out', HTMLElement);
const account = find('#account', HTMLElement);
const screen = find('#screen', HTMLElement);

class Refusal extends Error {}

/**
 * Does what somebody clicked for, and shows what the site refuses.
 * @param {() => Promise<void>} work
 */
async function perform(work) {
  status.textContent = alert.textContent = '';
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    show(await readUser());
    alert.textContent = error.message;
  }
}

/** @returns {Promise<User | undefined>} who is signed in */
async function readUser() {
  return (await ask('session')).user;
}

/**
 * Asks the site's backend. What it refuses is thrown.
 * @param {string} path
 * @param {object} [body]
 */
async function ask(path, body) {
  const response = await fetch(
    `/api/${path}`,
    body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    },
  );
  const answer = await response.json();
  if (response.ok) return answer;
  throw new Refusal(answer.error);
}

/** @param {User | undefined} user */
function show(user) {
  screen.replaceChildren();
  signedOut.hidden = user !== undefined;
  account.hidden = user === undefined;
  if (user === undefined) return;
  find('#account h1', HTMLElement).textContent = `Hello ${user.email}`;
  find('[value=link]', HTMLElement).hidden = user.isLinked;
  find('[value=manage]', HTMLElement).hidden = !user.isLinked;
  find('[value=transfer]', HTMLElement).hidden = !user.isLinked;
}

/**
 * Asks for a code in a form, whose value is then the proof.
 * @param {'sign-in' | 'step-up'} action
 * @param {string} ticket
 * @returns {Promise<FormDataEntryValue | null>}
 */
function askForProof(action, ticket) {
  const form = document.createElement('form');
  const verify = document.createElement('totp-verify');
  Object.assign(verify, { action, ticket, name: 'proof' });
  form.append(verify);
  screen.replaceChildren(form);
  return new Promise((resolve) => {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      resolve(new FormData(form).get('proof'));
    });
  });
}

const signInForm = find('#signed-out form', HTMLFormElement);
signInForm.addEventListener('submit', (event) => {
  event.preventDefault();
  const button = /** @type {HTMLButtonElement} */ (event.submitter);
  void perform(async () => {
    const credentials = Object.fromEntries(new FormData(signInForm));
    const { user, ticket } = await ask(button.value, credentials);
    signInForm.reset();
    if (ticket === undefined) return show(user);
    signedOut.hidden = true;
    const proof = await askForProof('sign-in', ticket);
    show((await ask('sign-in/proof', { proof })).user);
  });
});

/** @type {Record<string, () => Promise<void>>} */
const tasks = {
  async link() {
    const { ticket } = await ask('link', {});
    const setup = document.createElement('totp-setup');
    setup.action = 'update-user';
    setup.ticket = ticket;
    setup.addEventListener('totp-success', ({ proof }) => {
      void perform(async () => {
        show((await ask('link/done', { proof })).user);
        status.textContent = 'Your authenticator app is set up.';
      });
    });
    screen.replaceChildren(setup);
  },

  async manage() {
    const { ticket } = await ask('manage', {});
    const proof = await askForProof('step-up', ticket);
    const own = document.createElement('totp-authenticators');
    own.ticket = (await ask('manage/proof', { proof })).ticket;
    screen.replaceChildren(own);
  },

  async transfer() {
    const { ticket } = await ask('transfer', { amount: 42 });
    const proof = await askForProof('step-up', ticket);
    const { transferred } = await ask('transfer/proof', { proof });
    screen.replaceChildren();
    status.textContent = `Transferred ${transferred}.`;
  },

  async 'sign-out'() {
    await ask('sign-out', {});
    show(undefined);
  },
};

account.addEventListener('click', ({ target }) => {
  const task = target instanceof HTMLButtonElement && tasks[target.value];
  if (task) void perform(task);
});

show(await readUser());
