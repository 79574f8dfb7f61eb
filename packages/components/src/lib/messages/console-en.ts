/*
 * What `<totp-users>` says, in English. Names in braces stand for what is filled in: `{loginId}`, `{count}`,
 * `{duration}` and others. A page says it in other words by `setMessages`.
 */

const list = {
  users: 'Users',
  usersSearch: 'Search users',
  usersSearchHint: 'Login ID, name or e-mail begins with…',
  usersSearchOrder:
    'Found users come in the order of what matched, so sorting is off while you search.',
  usersFilters: 'Show only',
  usersFilterEnabled: 'Enabled',
  usersFilterDisabled: 'Disabled',
  usersFilterWithTotp: 'Has an authenticator app',
  usersFilterWithoutTotp: 'No authenticator app',
  usersFilterWaiting: 'Waiting',
  usersFilterNeverSignedIn: 'Never signed in',
  usersFilterDirect: 'App is the login',
  usersFilterTicket: 'Second factor',
  usersClear: 'Show everybody',

  usersLoginId: 'Login ID',
  usersName: 'Name',
  usersStatus: 'Status',
  usersSignIn: 'Way of signing in',
  usersAuthenticators: 'Authenticators',
  usersRecoveryCodes: 'Recovery codes left',
  usersLastSignIn: 'Last sign-in',
  usersCreated: 'Created',
  usersActions: 'Actions',
  usersEnabled: 'Enabled',
  usersDisabled: 'Disabled',
  usersWaiting: 'Waiting',
  usersStopped: 'Stopped',
  usersDirect: 'App is the login',
  usersTicket: 'Second factor',
  usersNever: 'Never',
  usersNone: 'None',

  usersLoading: 'Loading users…',
  usersRange: '{from}–{to} of {total}',
  usersRangeOfMany: '{from}–{to} of more than {total}',
  usersPrevious: 'Previous',
  usersNext: 'Next',
  usersPages: 'Pages',
  usersEmptyTitle: 'No users yet',
  usersEmptyText:
    'Users appear here when they sign up on your pages, or when your backend makes them (POST /api/v1/manage/users).',
  usersNothingFound: 'Nobody found',
  usersNothingFoundText:
    'Search finds what login IDs, names and e-mail addresses begin with. Try fewer letters or fewer filters.',
  usersFailedTitle: 'The list could not be loaded',
  usersTryAgain: 'Try again',
  usersSignedOutTitle: 'Your session has ended',
  usersSignedOutText: 'Sign in again to go on. Nothing that was done is lost.',
} as const;

const selection = {
  usersSelect: 'Select {loginId}',
  usersSelectPage: 'Select all on this page',
  usersSelected: '{count} selected',
  usersSelectionFull:
    'At most {limit} users can be selected. {count} on this page were left out: finish these first.',
  usersDeselect: 'Clear selection',
  usersMenu: 'Actions for {loginId}',
} as const;

const tasks = {
  usersDeleteTotp: 'Delete TOTP Seed',
  usersDeleteTotpOneTitle: 'Delete the TOTP seed of {loginId}?',
  usersDeleteTotpOneText:
    'They are signed out everywhere and need a new link to enroll. You get the link next.',
  usersDeleteTotpManyTitle: 'Delete TOTP seed for {count} users?',
  usersDeleteTotpManyText:
    'Delete TOTP seed for {count} users. They are signed out everywhere and need a new link to enroll. You get the links next.',
  usersDeleteTotpDone: 'The TOTP seed of {loginId} is deleted.',
  usersNewLink: 'New re-enrollment link',
  usersNewLinkOneTitle: 'Make a new link for {loginId}?',
  usersNewLinkOneText: 'Whoever opens it sets up an authenticator app for this user.',
  usersNewLinkManyTitle: 'Make new links for {count} users?',
  usersNewLinkManyText: 'Whoever opens one sets up an authenticator app for its user.',
  usersNewLinkDone: 'There is a new link for {loginId}.',
  usersEnable: 'Enable',
  usersEnableOneTitle: 'Enable {loginId}?',
  usersEnableOneText: 'They can sign in again.',
  usersEnableManyTitle: 'Enable {count} users?',
  usersEnableManyText: '{count} users can sign in again.',
  usersEnableDone: '{loginId} is enabled.',
  usersDisable: 'Disable',
  usersDisableOneTitle: 'Disable {loginId}?',
  usersDisableOneText:
    'They are signed out everywhere and can’t sign in until they are enabled again. Open links and known browsers of theirs end, too.',
  usersDisableManyTitle: 'Disable {count} users?',
  usersDisableManyText:
    '{count} users are signed out everywhere and can’t sign in until they are enabled again. Their open links and known browsers end, too.',
  usersDisableDone: '{loginId} is disabled.',
  usersSignOut: 'Sign out everywhere',
  usersSignOutOneTitle: 'Sign {loginId} out everywhere?',
  usersSignOutOneText: 'All their sessions end. They sign in again with their authenticator app.',
  usersSignOutManyTitle: 'Sign {count} users out everywhere?',
  usersSignOutManyText:
    'All sessions of {count} users end. They sign in again with their authenticator apps.',
  usersSignOutDone: '{loginId} is signed out everywhere.',
  usersForgetBrowsers: 'Forget browsers',
  usersForgetBrowsersOneTitle: 'Forget the browsers of {loginId}?',
  usersForgetBrowsersOneText:
    'They stay signed in. The next wrong codes count as those of an unknown browser.',
  usersForgetBrowsersManyTitle: 'Forget the browsers of {count} users?',
  usersForgetBrowsersManyText:
    'They stay signed in. The next wrong codes count as those of an unknown browser.',
  usersForgetBrowsersDone: 'The browsers of {loginId} are forgotten.',
  usersEndWaiting: 'End waiting',
  usersEndWaitingOneTitle: 'End the waiting time of {loginId}?',
  usersEndWaitingOneText: 'Their codes are taken again at once.',
  usersEndWaitingManyTitle: 'End the waiting times of {count} users?',
  usersEndWaitingManyText: 'Their codes are taken again at once.',
  usersEndWaitingDone: '{loginId} need not wait any more.',
  usersDeleteUser: 'Delete user',
  usersDeleteUserOneTitle: 'Delete {loginId}?',
  usersDeleteUserOneText:
    'The user and everything that is theirs is deleted: authenticators, recovery codes, sessions. This can’t be undone.',
  usersDeleteUserManyTitle: 'Delete {count} users?',
  usersDeleteUserManyText:
    '{count} users and everything that is theirs are deleted. This can’t be undone.',
  usersDeleteUserDone: '{loginId} is deleted.',
} as const;

const dialogs = {
  usersCancel: 'Cancel',
  usersClose: 'Close',
  usersContinue: 'Continue',
  usersWho: 'Who',
  usersAndMore: 'and {count} more',
  usersReason: 'Reason',
  usersReasonOptional: 'Reason (optional)',
  usersReasonHint: 'It is recorded with each user’s events.',
  usersReasonMissing: 'Say why, so that others can see it later.',
  usersType: 'Type {text} to go on',
  usersTypeWrong: 'That is not what is asked for. Type {text}.',

  usersRunningTitle: 'Working…',
  usersProgress: '{done} of {total} users',
  usersStoppedTitle: 'Stopped after {done} of {total} users',
  usersStoppedHint: 'Continue sends the same again. Nothing is done twice.',
  usersNotFresh: 'Confirm that it’s you, and it goes on.',
  usersDoneTitle: 'Done',
  usersLookAgain: 'Look again',
  usersChangedHint:
    '{count} changed after you looked, so they were left alone. Look again to see them as they are now and decide anew.',
  usersResults: 'Results',
  usersOutcomeDone: 'Done',
  usersOutcomeNoAuthenticator: 'Had no authenticator app',
  usersOutcomeNotFound: 'No such user any more',
  usersOutcomeChanged: 'Changed meanwhile, left alone',
  usersOutcomeRefused: 'Not done',
  usersLinkHint:
    'Each link sets up an authenticator app for its user and works once, until {time}. Links are shown only here, only now.',
  usersLinkLost: 'Its link was lost on the way',
  usersLinkHidden: 'Its link is not shown to your role',
  usersLinkHiddenHint: 'Ask an administrator for new links: your role does not see any.',
  usersLinkLostHint:
    'The seed of {count} was deleted, but the link did not arrive here. Make new ones.',
  usersMakeLinks: 'Make new links',
  usersCopy: 'Copy',
  usersCopied: 'Copied',
  usersCopyLink: 'Copy the link of {loginId}',
  usersCopyAll: 'Copy all',
  usersCopyFailed: 'Copying didn’t work. The link is selected: copy it from there.',
  usersDownload: 'Download CSV',
  usersCsvLink: 'Link',
  usersCsvExpires: 'Expires',
  usersNotCopied: 'Not every link is copied. They are gone when this closes.',
  usersCloseAnyway: 'Close anyway',
  usersStepUp: 'Confirm that it’s you',
} as const;

const record = {
  usersRecordLoading: 'Loading…',
  usersDetails: 'Details',
  usersUserId: 'User ID',
  usersEmail: 'E-mail',
  usersPhone: 'Phone',
  usersVerified: 'Verified',
  usersIsVerified: 'Yes: made by your backend, or by its link',
  usersIsNotVerified: 'No: they signed up by themselves',
  usersChanged: 'Changed',
  usersWaitingUntil: 'Waiting until',
  usersStoppedUntil: 'Codes from unknown browsers are not taken until you end it.',
  usersNoAuthenticators: 'No authenticator app. A link lets them set one up.',
  usersUnnamed: 'Authenticator app',
  usersUsed: 'used {time}',
  usersUnused: 'not used yet',
  usersAdded: 'added {time}',
  usersSessions: 'Sessions',
  usersNoSessions: 'Not signed in anywhere.',
  usersSession: 'Signed in {time}',
  usersEnds: 'ends {time}',
  usersBrowsers: 'Known browsers',
  usersNoBrowsers: 'None. Codes count as those of unknown browsers.',
  usersBrowser: 'Known since {time}',
  usersTimeline: 'Timeline',
  usersNoEvents: 'Nothing has happened yet.',
  usersMore: 'More',
  usersBy: 'by {actor}',
  usersFrom: 'from {address}',
  usersBecause: 'Reason: {reason}',
} as const;

const faults = {
  usersForbidden: 'Your role does not allow this. Ask an administrator.',
  usersNotFound: 'There is no such user any more. Load the list again.',
  usersConflict: 'The user has changed meanwhile. Look again, then decide.',
  usersTooMany: 'Too many requests. Try again in {duration}.',
  usersOffline: 'The server does not answer. Check your connection, then go on.',
  usersUnavailable: 'The server cannot store anything right now. Try again in a moment.',
  usersUnrecognized:
    'What answers is not a totp-kit server. Check the `server` attribute, or what stands in front of the server.',
  usersUnexpected:
    'Something went wrong on the server. Try again; if it stays so, look into its log.',
  usersRequest: 'Request {requestId}.',
} as const;

export const usersEn = { ...list, ...selection, ...tasks, ...dialogs, ...record, ...faults };

/** What `<totp-users>` says. */
export type UsersMessages = Readonly<Record<keyof typeof usersEn, string>>;
