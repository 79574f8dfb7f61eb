const { setMessages } = await import('http://localhost:8787/totp-kit.js');

setMessages('en', {
  loginId: 'Customer number',
  invalid_code: 'That was not it. Is it the code for Example Shop?',
});
setMessages('de', { loginId: 'Kundennummer' });
// A language that totp-kit does not know. What is left out is said in English.
setMessages('da', { loginId: 'Kundenummer', signInTitle: 'Log ind', signInSubmit: 'Log ind' });
