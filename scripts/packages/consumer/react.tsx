/** @jsxImportSource react */
// Each @ts-expect-error is a mistake that the types must catch: where they do not, the compiler fails.
import type {} from '@totp-kit/components/jsx/react';
import { TotpSetup, TotpVerify, type TotpVerifyProps } from '@totp-kit/components/react';
import { useRef } from 'react';
import type { TotpSetupElement } from '@totp-kit/components/elements/totp-setup';

export function Tags() {
  const place = useRef<TotpSetupElement>(null);
  return (
    <>
      <totp-setup
        ref={place}
        className="card"
        action="update-user"
        ticket="tkt"
        ontotp-success={({ user }) => console.log(user.loginId)}
      >
        <totp-qr size={200} />
      </totp-setup>
      <totp-verify login-id="ada" manualSubmit />
      {/* @ts-expect-error A ticket is text. */}
      <totp-setup ticket={5} />
      {/* @ts-expect-error There is no such action. */}
      <totp-verify action="sign-off" />
      {/* @ts-expect-error There is no such property. */}
      <totp-setup tiket="tkt" />
      {/* @ts-expect-error The event has no such field. */}
      <totp-setup ontotp-success={(event) => event.users} />
    </>
  );
}

const props: TotpVerifyProps = { action: 'step-up', storage: undefined };

export function Components() {
  const place = useRef<TotpSetupElement>(null);
  return (
    <>
      <TotpSetup
        ref={place}
        className="card"
        action="update-user"
        ticket="tkt"
        onTotpSuccess={({ user }) => console.log(user.loginId)}
      >
        <p>own screen</p>
      </TotpSetup>
      <TotpVerify {...props} manualSubmit loginId="ada" />
      {/* @ts-expect-error A ticket is text. */}
      <TotpSetup ticket={5} />
      {/* @ts-expect-error There is no such property. */}
      <TotpSetup tiket="tkt" />
      {/* @ts-expect-error The event has no such field. */}
      <TotpSetup onTotpSuccess={(event) => event.users} />
    </>
  );
}
