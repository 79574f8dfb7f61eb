import { operations, problem, type Operation } from '@totp-kit/protocol';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { securityRow } from '../../src/testing/security-rows.ts';
import { startTestServer } from '../../src/testing/test-server.ts';
import { arbitraryRequest, type HostileRequest } from './hostile-request.ts';
import { stageProps } from './hostile-stage.ts';

const seed = 20_260_301;

type OperationName = keyof typeof operations;

/** The operation that a request was meant for, if its method and path are still its own. */
function operationOf({ method, path }: HostileRequest): Operation | undefined {
  const [pathname = ''] = path.split('?');
  return (Object.keys(operations) as OperationName[])
    .map((name): Operation => operations[name])
    .find((operation) => {
      const form = operation.path.replace(/\{\w+\}/g, '[^/]+');
      return operation.method.toUpperCase() === method && new RegExp(`^${form}$`).test(pathname);
    });
}

/** Whether an operation's schema takes a body as it was sent. */
function isBodyWellFormed({ body: schema }: Operation, { body, contentType }: HostileRequest) {
  if (schema === undefined) return true;
  if (contentType?.split(';')[0]?.trim().toLowerCase() !== 'application/json') return false;
  try {
    return schema.safeParse(JSON.parse(body ?? '')).success;
  } catch {
    return false;
  }
}

describe('whatever is sent', () => {
  securityRow('S12', 'no request brings an error of the server or leaks a canary', async (row) => {
    const server = await startTestServer({ engine: row.engine, isListening: true });
    const canaries: string[] = [];
    const seen = new Map<number, number>();
    const answered = new Set<string>();

    const check = async (request: HostileRequest): Promise<void> => {
      const { method, path, headers, contentType, body } = request;
      const response = await server.fetch(path, {
        method,
        headers: {
          ...headers,
          ...(contentType !== undefined && { 'content-type': contentType }),
        },
        ...(body !== undefined && { body }),
      });
      const text = await response.text();
      seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
      server.clock.advance({ ms: 50 });

      expect(response.status).toBeLessThan(500);
      expect(canaries.filter((canary) => text.includes(canary))).toEqual([]);
      if (method === 'HEAD' || method === 'OPTIONS') return;
      const operation = operationOf(request);
      if (response.status >= 400) {
        expect(response.headers.get('content-type')).toBe('application/problem+json');
        const refusal = problem.parse(JSON.parse(text));
        expect(refusal.status).toBe(response.status);
        if (operation) expect(response.headers.get('cache-control')).toBe('no-store');
        return;
      }
      if (operation === undefined) throw new Error('nothing should be here');
      answered.add(operation.summary);
      expect(response.status).toBe(operation.status);
      expect(isBodyWellFormed(operation, request)).toBe(true);
      if (operation.answer !== undefined) operation.answer.parse(JSON.parse(text));
    };

    // Requests use up what they are made with, and addresses their budgets: each round has it all anew.
    for (let round = 0; round < row.count({ full: 50, reduced: 2 }); round += 1) {
      server.clock.advance({ seconds: 3600 });
      const stage = await stageProps(server, round);
      canaries.push(...stage.canaries);
      const property = fc.asyncProperty(arbitraryRequest(stage.props), check);
      await fc.assert(property, { seed: seed + round, numRuns: 200, endOnFailure: true });
    }

    // The requests were good enough to come far: all kinds of answers were given.
    for (const status of [200, 201, 204, 400, 401, 403, 404, 409, 415]) {
      expect(seen.get(status) ?? 0, `answers ${status}`).toBeGreaterThan(0);
    }
    // Nobody here is an administrator; to ask for accounts is not offered, and one operation needs luck.
    const offered = Object.values(operations).filter(({ path }) => !path.startsWith('/console/'));
    const most = row.count({ full: offered.length - 2, reduced: 15 });
    expect(offered.filter(({ summary }) => answered.has(summary)).length).toBeGreaterThanOrEqual(
      most,
    );
  });
});
