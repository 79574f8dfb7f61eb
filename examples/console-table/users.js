const users = document.querySelector('totp-users');

// Your own session has ended: your backend has answered 401.
users.addEventListener('totp-sign-in-needed', () => {
  location.assign('/sign-in?next=/admin/users');
});

// Something was done; your page may want to know. Links are never among what the event carries.
users.addEventListener('totp-users-changed', ({ kind, userIds }) => {
  console.info(`${kind}: ${userIds.length}`);
});
