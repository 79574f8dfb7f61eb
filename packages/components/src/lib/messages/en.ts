import type { MessageCatalogue } from './catalogue.ts';

export const en: MessageCatalogue = {
  locale: 'en',

  tryAgain: 'Try again',
  tryAgainIn: 'Try again in {duration}',
  forDevelopers: 'For the developers of this site',

  loginId: 'Login ID',
  loginIdHint: 'The name you’ll sign in with, such as your email address.',
  codeDigitsOnly: 'The code has digits only.',
  codeTooLong: 'The code has 6 digits. Only the first 6 were kept.',

  identifyTitle: 'Create your account',
  identifyIntro: 'No password needed: you’ll sign in with an authenticator app on your phone.',
  identifySubmit: 'Continue',

  setupTitle: 'Set up your authenticator app',
  setupPreparing: 'Preparing your key…',
  codeStep: 'Enter the 6-digit code it shows',
  confirmSubmit: 'Confirm',

  failedTitle: 'That didn’t work',
  misconfiguredTitle: 'This page isn’t ready yet',

  signInTitle: 'Sign in',
  signInIntro: 'Open your authenticator app and enter the code it shows.',
  signInCode: 'Code from your authenticator app',
  signInSubmit: 'Sign in',
  signInRefused: 'That didn’t work. Check your login ID, wait for the next code and try again.',
  signedInTitle: 'You’re signed in',
  signedInText: 'Welcome back, {loginId}.',

  notices: {
    login_id_missing: 'Enter a login ID.',
    login_id_too_long: 'That’s too long. Enter a shorter login ID.',
    login_id_refused: 'That login ID can’t be used. Try one of plain letters, digits and signs.',
    code_incomplete: 'Enter all 6 digits of the code.',

    invalid_request: 'Something in there couldn’t be read. Check what you entered and try again.',
    invalid_code: 'That code didn’t work. Wait for the next one and try again.',
    clock_off:
      'That code is for another time. Set your phone’s clock to automatic, then try the next code.',
    ticket_invalid: 'This link has been used or is too old. Ask for a new one.',
    sign_up_closed: 'New accounts can’t be created here right now.',
    login_id_taken:
      'That login ID is already in use. Choose another one, and delete the new entry from your authenticator app.',
    limit_reached: 'There are too many of these already. Remove one first.',
    enrollment_expired: 'This setup has ended. Start again.',
    enrollment_confirmed: 'Your authenticator app works. Sign in with the next code it shows.',
    too_many_attempts: 'Too many tries. Wait a little, then use the newest code.',
    internal: 'Something went wrong on our side. Wait a moment and try again.',
    storage_unavailable: 'We can’t save anything right now. Wait a moment and try again.',

    origin_not_allowed:
      'This page can’t reach the service that signs people in. Please tell the site’s owner.',
    server_unreachable: 'No connection. Check your internet connection and try again.',
    server_timeout: 'That took too long. Check your internet connection and try again.',
  },
};
