import type { EndingMessages } from './catalogue.ts';

export const endingEn: EndingMessages = {
  tryAgainIn: 'Try again in {duration}',
  signedInTitle: 'You’re signed in',
  signedInText: 'Welcome back, {loginId}.',
  verifiedTitle: 'Confirmed',
  verifiedText: 'It’s you. Thank you.',
  failedTitle: 'That didn’t work',
  expiredTitle: 'This setup has ended',
  expiredText:
    'To keep you safe, a setup ends after a while. Start again for a new QR code. If your app already has an entry from this one, delete it.',
  startAgain: 'Start again',
  setupDoneTitle: 'You’re all set',
  setupDoneText: 'From now on, your authenticator app signs in {loginId}.',
  setupWasDoneTitle: 'You’re already set up',

  misconfiguredTitle: 'This page isn’t ready yet',
  forDevelopers: 'For the developers of this site',
  login_id_too_long: 'That’s too long. Enter a shorter login ID.',
  login_id_refused: 'That login ID can’t be used. Try one of plain letters, digits and signs.',
  recovery_code_incomplete: 'A recovery code has 24 letters and digits. Enter all of them.',
  invalid_request: 'Something in there couldn’t be read. Check what you entered and try again.',
  clock_off:
    'That code is for another time. Set your phone’s clock to automatic, then try the next code.',
  ticket_invalid:
    'This no longer works: it was used, is too old, or there were too many wrong codes. Go back to the site and start again, or ask for a new link.',
  unauthenticated: 'You’re no longer signed in. Sign in, then try again.',
  session_not_fresh: 'To keep you safe, confirm that it’s you, then try again.',
  sign_up_closed: 'New accounts can’t be created here right now.',
  login_id_taken:
    'That login ID is already in use. Choose another one, and delete the new entry from your authenticator app.',
  limit_reached: 'There are too many of these already. Remove one first.',
  enrollment_expired: 'This setup has ended. Start again.',
  enrollment_confirmed: 'Your authenticator app works. Sign in with the next code it shows.',
  storage_unavailable: 'We can’t save anything right now. Wait a moment and try again.',
  origin_not_allowed:
    'This page can’t reach the service that signs people in. Please tell the site’s owner.',
  server_timeout: 'That took too long. Check your internet connection and try again.',
};
