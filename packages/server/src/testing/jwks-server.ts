import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { listenOnLoopback } from './listen-on-loopback.ts';

/** A pair of keys to sign tokens with as a server would, or as somebody who pretends to be one. */
export interface TestSigner {
  readonly publicJwk: JWK;
  readonly sign: (
    header: { readonly typ?: string; readonly kid?: string; readonly [name: string]: unknown },
    claims: Readonly<Record<string, unknown>>,
  ) => Promise<string>;
}

export async function makeSigner(kid: string): Promise<TestSigner> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  return {
    publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' },
    sign: (header, claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid, ...header }).sign(privateKey),
  };
}

/** A JWK Set over HTTP, until the test is over. */
export interface JwksServer {
  readonly url: string;
  /** What it serves from now on. */
  keys: readonly JWK[];
  /** What it answers with from now on. */
  status: number;
  readonly requests: () => number;
}

export async function startJwksServer(...keys: readonly JWK[]): Promise<JwksServer> {
  let count = 0;
  const server = createServer((_request, response) => {
    count += 1;
    response.writeHead(jwks.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: jwks.keys }));
  });
  const url = `${await listenOnLoopback(server)}/jwks.json`;
  const jwks: JwksServer = { url, keys, status: 200, requests: () => count };
  return jwks;
}
