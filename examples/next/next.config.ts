import type { NextConfig } from 'next';

const config: NextConfig = {
  // It opens a database and reads the elements' files, so it stays as it was installed.
  serverExternalPackages: ['@totp-kit/server'],
  poweredByHeader: false,
};

export default config;
