import type * as TotpKit from '@totp-kit/components';

/** A client of the server that the pages get the elements from. */
export async function connect(): Promise<TotpKit.TotpClient> {
  const server = import.meta.env['VITE_TOTP_KIT_SERVER'] as string;
  const totpKit = (await import(/* @vite-ignore */ `${server}/totp-kit.js`)) as typeof TotpKit;
  return totpKit.createTotpClient();
}
