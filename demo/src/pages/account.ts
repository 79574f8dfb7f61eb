import { connect } from '../totp-kit.ts';

const main = find('main');

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-sign-out]')) {
  button.addEventListener('click', () => signOut(button));
}
find('[data-retry]').addEventListener('click', open);
void open();

/** Shows whose session this is; without one the way leads to the sign-in page. */
async function open(): Promise<void> {
  show('loading');
  try {
    const client = await connect();
    const answer = await client.session();
    if (answer === undefined) {
      location.replace('./sign-in.html');
      return;
    }
    fill('login-id', answer.user.loginId);
    fill('today', format(new Date(), { weekday: 'long', day: 'numeric', month: 'long' }));
    fillDate('created-at', answer.user.createdAt);
    fillDate('refresh-expires-at', answer.session.refreshExpiresAt);
    show('opened');
    showOwn();
  } catch {
    showTrouble();
  }
}

async function signOut(button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  try {
    const client = await connect();
    await client.signOut({ everywhere: button.dataset['signOut'] === 'everywhere' });
    location.assign('./sign-in.html');
  } catch {
    button.disabled = false;
    showTrouble();
  }
}

/** What is their own. Made only for somebody who is signed in: its script is here since the page asked for the session. */
function showOwn(): void {
  find('.own').replaceChildren(document.createElement('totp-authenticators'));
}

/** For visitors: what an error says itself is for developers. */
function showTrouble(): void {
  fill('trouble', 'That didn’t work. Check your internet connection and try again.');
  show('trouble');
}

function show(state: 'loading' | 'trouble' | 'opened'): void {
  main.dataset['state'] = state;
  for (const name of ['loading', 'trouble', 'opened']) find(`.${name}`).hidden = name !== state;
}

function fill(field: string, text: string): void {
  for (const place of document.querySelectorAll(`[data-field="${field}"]`))
    place.textContent = text;
}

function fillDate(field: string, timestamp: string): void {
  fill(field, format(new Date(timestamp), { dateStyle: 'long', timeStyle: 'short' }));
  for (const time of document.querySelectorAll<HTMLTimeElement>(`time[data-field="${field}"]`)) {
    time.dateTime = timestamp;
  }
}

function format(date: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(document.documentElement.lang, options).format(date);
}

function find(selector: string): HTMLElement {
  const element = document.querySelector<HTMLElement>(selector);
  if (element === null) throw new Error(`This page has no ${selector}`);
  return element;
}
