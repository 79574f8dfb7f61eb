/** @jsxImportSource solid-js */
// Each @ts-expect-error is a mistake that the types must catch: where they do not, the compiler fails.
import type {} from '@totp-kit/components/jsx/solid';

export function Tags() {
  return (
    <>
      <totp-setup
        class="card"
        action="update-user"
        prop:ticket="tkt"
        on:totp-success={({ user }) => console.log(user.loginId)}
      />
      <totp-verify attr:login-id="ada" manualSubmit />
      {/* @ts-expect-error A ticket is text. */}
      <totp-setup prop:ticket={5} />
      {/* @ts-expect-error There is no such property. */}
      <totp-setup tiket="tkt" />
      {/* @ts-expect-error The event has no such field. */}
      <totp-setup on:totp-success={(event) => event.users} />
    </>
  );
}
