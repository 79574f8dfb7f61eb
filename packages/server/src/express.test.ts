import express from 'express';
import { describe, expect, it, vi } from 'vitest';
import { proofOf, requireProof, sessionOf } from './express.ts';
import { createVerifier, rememberProofs } from './verify.ts';

describe('with Express', () => {
  it('a route without its guard is told so', () => {
    expect(() => sessionOf({})).toThrow(/Put requireSession before the route/);
    expect(() => proofOf({})).toThrow(/Put requireProof before the route/);
  });

  it('a guard without a parsed body hands on what is missing', async () => {
    const verifier = createVerifier({ issuer: 'https://a.example', isReplay: rememberProofs() });
    const guard = requireProof(verifier, { expected: () => undefined });
    const next = vi.fn<(error?: unknown) => void>();
    guard({ method: 'POST', headers: {} }, express.response, next);
    await vi.waitFor(() => {
      expect(next).toHaveBeenCalledOnce();
    });
    const [error] = next.mock.calls[0] ?? [];
    expect(String(error)).toMatch(/Put express.urlencoded\(\) or express.json\(\) before it/);
  });

  it('a site’s own request type reaches what is expected', () => {
    const verifier = createVerifier({ issuer: 'https://a.example', isReplay: rememberProofs() });
    interface SiteRequest extends express.Request {
      readonly basket: { readonly ticketId: string };
    }
    requireProof(verifier, {
      expected: ({ basket }: SiteRequest) => ({
        subject: 'user_1',
        audience: 'https://a.example',
        purpose: 'pay',
        ticketId: basket.ticketId,
      }),
    });
  });
});
