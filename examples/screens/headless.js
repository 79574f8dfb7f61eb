const totp = await import('http://localhost:8787/totp-kit-headless.js');
const client = totp.createTotpClient();
const messages = await totp.loadMessages(document.documentElement.lang);

const signUp = new totp.SetupFlow({ client, action: 'sign-up' });
follow(signUp, '#sign-up', (data) => {
  switch (signUp.step.name) {
    case 'identify':
      return signUp.identify(data.get('loginId'));
    case 'enroll':
      return signUp.confirm(totp.readCode(data.get('code')).digits);
    case 'recovery-codes':
      return signUp.acknowledge();
    default:
      return signUp.start();
  }
});

const signIn = new totp.VerifyFlow({ client });
follow(signIn, '#sign-in', (data) =>
  signIn.submit({ loginId: data.get('loginId'), code: totp.readCode(data.get('code')).digits }),
);

/** Shows the part of a section that a flow's step is about, and sends its forms on. */
function follow(flow, selector, send) {
  const section = document.querySelector(selector);
  const show = (step) => {
    const parts = [...section.querySelectorAll('[data-step]')];
    const shown = parts.find((part) => part.dataset.step.split(' ').includes(step.name));
    // While the server is asked, the form that was sent stays.
    if (shown) for (const part of parts) part.hidden = part !== shown;
    const notice = step.notice ?? step.error;
    const alert = section.querySelector('[role=alert]');
    alert.textContent = notice ? totp.describeNotice(notice, messages) : '';
    if (step.name === 'enroll' && !step.notice) showKey(shown, step.enrollment);
    if (step.name === 'recovery-codes') showCodes(shown, step.confirmation.recoveryCodes);
  };
  flow.subscribe(show);
  show(flow.step);
  section.addEventListener('submit', (event) => {
    event.preventDefault();
    send(new FormData(event.target));
  });
  flow.start();
}

function showKey(form, { key, provisioningUrl }) {
  form.querySelector('code').textContent = key;
  form.querySelector('a').href = provisioningUrl;
  drawQr(form.querySelector('canvas'), totp.encodeQr(provisioningUrl, 'M'));
}

/** Four pixels a module, dark on light, with four modules of quiet around: less, and phones do not scan it. */
function drawQr(canvas, { size, isDark }) {
  canvas.width = canvas.height = (size + 8) * 4;
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (isDark(row, column)) context.fillRect((column + 4) * 4, (row + 4) * 4, 4, 4);
    }
  }
}

function showCodes(form, codes) {
  const items = codes.map((code) =>
    Object.assign(document.createElement('li'), { textContent: code }),
  );
  form.querySelector('ul').replaceChildren(...items);
}
