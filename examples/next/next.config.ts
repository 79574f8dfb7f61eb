import type { NextConfig } from 'next';

// Next writes scripts into its pages: a policy that names scripts needs a nonce for each answer, see its documentation.
const policy = "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

const config: NextConfig = {
  // It opens a database and reads the elements' files, so it stays as it was installed.
  serverExternalPackages: ['@totp-kit/server'],
  poweredByHeader: false,
  headers: async () => [
    {
      // What totp-kit answers has headers of its own.
      source: '/((?!api/auth).*)',
      headers: [
        { key: 'Content-Security-Policy', value: policy },
        { key: 'Referrer-Policy', value: 'no-referrer' },
        { key: 'X-Content-Type-Options', value: 'nosniff' },
      ],
    },
  ],
};

export default config;
