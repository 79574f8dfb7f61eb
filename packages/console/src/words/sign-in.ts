export const signInWords = {
  title: 'Sign in to the console',
  ended:
    'You were signed out, because nobody did anything here for a while or your session was ended. Sign in to go on where you were.',
  left: 'You are signed out.',
  noAdministrator: 'No administrator yet?',
  addFirst: 'Run this where the server runs. It shows a QR code and makes an administrator:',
  command: 'totp-kit admin add LOGIN_ID',
  oneTimeLink:
    'Outside production, the server also prints a one-time link to the terminal when it starts. It makes the first administrator, and works for 15 minutes.',
  lost: 'Lost your authenticator app?',
  lostHelp:
    'Use a recovery code. Without one, another administrator can reset you, and so can “totp-kit admin reset LOGIN_ID” where the server runs.',
  elsewhereTitle: 'The console is not at this address',
  unreachableTitle: 'The server does not answer',
  failedTitle: 'The console cannot be shown',
} as const;
