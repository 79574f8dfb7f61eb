export const settingsWords = {
  intro:
    'What this server runs with. It is changed in the environment of the server, and takes effect when it starts again.',
  version: 'Version',
  started: 'Started',
  table: 'Configuration',
  name: 'Name',
  value: 'Value',
  origin: 'From',
  isDefault: 'default',
  isSet: 'set',
  keysTable: 'Encryption keys',
  keysIntro:
    'They seal the keys of authenticators. The first seals what is new; a key that still seals something cannot be dropped.',
  keyId: 'Key',
  seals: 'Seals new ones',
  yes: 'yes',
  no: 'no',
  sealedCount: 'Seals',
  signingTable: 'Signing keys',
  signingIntro: 'Access tokens and proofs are signed by the first one. Sites find them at',
  kid: 'Key ID',
} as const;
