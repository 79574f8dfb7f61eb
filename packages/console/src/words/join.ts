export const joinWords = {
  firstTitle: 'Become the first administrator',
  first:
    'Choose a login ID and set an authenticator app up. From then on you sign in to this console with its codes, and can invite others.',
  invitationTitle: 'You are invited to the console',
  invitation:
    'Set an authenticator app up. From then on you sign in to this console with its codes.',
  spentTitle: 'This link does not work any more',
  spent: 'It was used already, has expired, or was replaced by a newer one. Each link works once.',
  firstHelp:
    'For the first administrator, restart the server outside production and use the link it prints, or run “totp-kit admin add LOGIN_ID” where it runs.',
  invitationHelp: 'Ask whoever invited you for a new link.',
  missingTitle: 'This page opens from a link',
  missing:
    'The link of an invitation brings you here. Open it again, whole: the part after # belongs to it, and works once.',
  signedInTitle: 'You are signed in',
  signedIn: 'You are signed in as',
  signsOut: 'Setting this up signs you out of that.',
  signOutAndGoOn: 'Sign out and set it up',
  toConsole: 'Stay signed in',
  toSignIn: 'Go to the sign-in',
} as const;
