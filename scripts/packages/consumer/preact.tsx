/** @jsxImportSource preact */
// Each @ts-expect-error is a mistake that the types must catch: where they do not, the compiler fails.
import type {} from '@totp-kit/components/jsx/preact';

export function Tags() {
  return (
    <>
      <totp-setup
        class="card"
        action="update-user"
        ticket="tkt"
        ontotp-success={({ user }) => console.log(user.loginId)}
      />
      <totp-verify login-id="ada" manualSubmit />
      {/* @ts-expect-error A ticket is text. */}
      <totp-setup ticket={5} />
      {/* @ts-expect-error There is no such property. */}
      <totp-setup tiket="tkt" />
      {/* @ts-expect-error The event has no such field. */}
      <totp-setup ontotp-success={(event) => event.users} />
    </>
  );
}
