// Your backend knows who is signed in, and answers with what makeManageTicket() gives it.
const answer = await fetch('/account/manage-ticket', { method: 'POST' });
const own = document.createElement('totp-authenticators');
own.ticket = await answer.text();
document.querySelector('main').append(own);
