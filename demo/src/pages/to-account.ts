/** Sign-up and sign-in end alike: whoever proved themselves goes to their own page. */
document.addEventListener('totp-success', () => {
  location.assign('./account.html');
});
