const status = document.querySelector('#status');

document.addEventListener('totp-error', ({ error }) => {
  if (error.code === 'too_many_attempts') {
    status.textContent = `Try again in ${error.retryAfterSeconds} seconds.`;
  }
});
document.addEventListener('totp-step', () => (status.textContent = ''));
