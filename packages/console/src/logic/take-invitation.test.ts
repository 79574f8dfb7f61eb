import { describe, expect, it } from 'vitest';
import { takeInvitation } from './take-invitation.ts';

function open(hash: string) {
  const replaced: string[] = [];
  const history = {
    replaceState: (_state: unknown, _title: string, url?: string | URL | null): void =>
      void replaced.push(String(url)),
  };
  const link = takeInvitation({ pathname: '/console/join', hash }, history);
  return { link, replaced };
}

describe('takeInvitation', () => {
  it.each(['first', 'invitation'] as const)('takes the token of %s and strips it', (kind) => {
    const { link, replaced } = open(`#${kind}=invitation_abc`);
    expect(link).toEqual({ kind, ticket: 'invitation_abc' });
    expect(replaced).toEqual(['/console/join']);
  });

  it.each(['#', '#other=1', '#first='])('strips %s, in which there is none', (hash) => {
    expect(open(hash)).toEqual({ link: undefined, replaced: ['/console/join'] });
  });

  it('leaves an address without a fragment alone', () => {
    expect(open('')).toEqual({ link: undefined, replaced: [] });
  });
});
