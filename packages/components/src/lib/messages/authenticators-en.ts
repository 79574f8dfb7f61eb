import type { AuthenticatorsMessages } from './catalogue.ts';

export const authenticatorsEn: AuthenticatorsMessages = {
  ownTitle: 'Your authenticators',
  ownIntro: 'The apps that show the codes you sign in with.',
  ownNone: 'There is none yet. Add one to sign in with its codes.',
  ownUnnamed: 'Authenticator app',
  ownAddedOn: 'Added on {date}',
  ownLastUsedOn: 'Last used on {date}',
  ownNeverUsed: 'Not used yet',
  ownRename: 'Rename',
  ownReplace: 'Replace',
  ownRemove: 'Remove',
  ownAdd: 'Add an authenticator',
  ownLimit: 'You have {count}, and there can be no more. To add one, remove or replace another.',
  ownCancel: 'Cancel',

  ownRenameTitle: 'Name this authenticator',
  ownRenameIntro: 'A name, such as the phone it is on, tells it from the others.',
  ownLabel: 'Name',
  ownLabelMissing: 'Enter a name.',
  ownSave: 'Save',

  ownReplaceNote: '“{label}” works until you confirm the new one. Then its codes end.',
  ownRemoveTitle: 'Remove “{label}”?',
  ownRemoveText:
    'Its codes will no longer sign you in, and this can’t be undone. Your other authenticators and your recovery codes stay. Delete its entry in the app, too.',
  ownLastTitle: '“{label}” is your only authenticator',
  ownLastText:
    'Without one you couldn’t sign in, so it can’t be removed. Replace it by a new one: this one works until that is confirmed.',

  ownCodesTitle: 'Recovery codes',
  ownCodesText: 'Should you lose your phone, each gets you in once.',
  ownCodesLeft: 'Codes left: {count}',
  ownCodesFew: 'That’s not many. Make new ones before you need them.',
  ownRenew: 'Make new recovery codes',
  ownRenewTitle: 'Make new recovery codes?',
  ownRenewText:
    'All the codes you have kept stop working at once. The new ones are shown only once: have a safe place for them ready.',

  ownSessionsTitle: 'Where you’re signed in',
  ownSessionHere: 'This browser',
  ownSessionElsewhere: 'Another browser',
  ownSessionSince: 'Signed in on {date}',
  ownEndSession: 'Sign out',
  ownEndSessionTitle: 'Sign this browser out?',
  ownEndSessionText: 'Whoever uses it has to sign in again, with a code.',

  ownBrowsersTitle: 'Known browsers',
  ownBrowsersText:
    'Browsers that you have signed in with are remembered, so that strangers who guess at your codes can’t keep you out.',
  ownForget: 'Forget browsers',
  ownForgetTitle: 'Forget all browsers?',
  ownForgetText:
    'Every browser, this one too, is new to us at the next sign-in. Nobody is signed out.',

  ownWasAdded: 'The new authenticator works. Give it a name to tell it from the others.',
  ownWasReplaced:
    'The new authenticator works, and the old one has ended. Delete its entry in the app.',
  ownWasRenamed: 'The name is saved.',
  ownWasRemoved: 'The authenticator is removed.',
  ownWasRenewed: 'You have new recovery codes. The old ones have ended.',
  ownSessionEnded: 'That browser is signed out.',
  ownBrowsersForgotten: 'All browsers are forgotten.',
  ownGone: 'That has changed in the meantime. This is how it is now.',
};
