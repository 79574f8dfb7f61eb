import { operations, type Operation } from '@totp-kit/protocol';
import fc from 'fast-check';
import type { Props } from './hostile-stage.ts';

export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string | undefined;
  readonly body: string | undefined;
}

type OperationName = keyof typeof operations;

const names = Object.keys(operations) as OperationName[];

/** Things that are seldom expected where a text is. */
const oddities: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\u202e',
    '../../etc/passwd',
    `' OR 1=1 --`,
    '${7*7}',
    '{{7*7}}',
    '%00',
    [],
    {},
    ['000000'],
    { $gt: '' },
    { toString: 1 },
    'x'.repeat(300),
    '9'.repeat(400),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.jsonValue({ maxDepth: 3 }),
);

const fieldNames = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'secret',
  'userId',
  'loginIdVerified',
  'scopes',
  '',
);

/** A body that its operation takes, or nearly. */
function goodBody(name: OperationName, props: Props): fc.Arbitrary<Record<string, unknown>> {
  const loginId = fc.constantFrom(...props.loginIds, 'Someone');
  const code = fc.constantFrom(...props.codes);
  const userId = fc.constantFrom(...props.ids);
  const bodies: Partial<Record<OperationName, fc.Arbitrary<Record<string, unknown>>>> = {
    startEnrollment: fc.oneof(
      fc.record({ action: fc.constant('sign-up'), loginId }),
      fc.record({ action: fc.constant('update-user') }),
    ),
    confirmEnrollment: fc.record({ code }),
    verify: fc.oneof(fc.record({ loginId, code }), fc.record({ code })),
    refreshSession: fc.record({ refreshToken: fc.constantFrom(...props.refreshTokens, 'x') }),
    renameOwnAuthenticator: fc.record({ label: fc.constant('Phone') }),
    createUser: fc.record({ loginId, name: fc.constant('Name') }),
    updateUser: fc.record({ name: fc.constant('Name') }),
    deleteTotp: fc.record({ userIds: fc.array(userId, { minLength: 1, maxLength: 3 }) }),
    createTicket: fc.record({
      loginId,
      action: fc.constantFrom('sign-up', 'update-user', 'sign-in', 'manage'),
    }),
    verifyManaged: fc.record({ loginId, code }),
    createManagementKey: fc.record({
      name: fc.constant('key'),
      scopes: fc.constant(['users:read']),
    }),
  };
  return bodies[name] ?? fc.constant({});
}

/** One field taken away, added or given an odd value. */
function bent(good: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<unknown> {
  return fc
    .tuple(good, fc.nat(), fc.constantFrom('drop', 'add', 'change'), fieldNames, oddities)
    .map(([body, place, how, name, oddity]) => {
      const entries = Object.entries(body);
      const index = place % Math.max(1, entries.length);
      const [key] = entries[index] ?? [name];
      if (how === 'drop') return Object.fromEntries(entries.filter((_, at) => at !== index));
      return Object.fromEntries([...entries, [how === 'add' ? name : key, oddity]]);
    });
}

const brokenTexts = fc.oneof(
  fc.constantFrom('', '{', 'null', '[]', '"', '{"a":1}{"b":2}', '['.repeat(5000), '\ufeff{}'),
  fc.string({ maxLength: 60 }),
  fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)),
  fc.constant(`{"loginId":"${'x'.repeat(20_000)}"}`),
);

function bodyOf(name: OperationName, props: Props): fc.Arbitrary<string> {
  const good = goodBody(name, props);
  return fc.oneof(
    { weight: 5, arbitrary: good.map((body) => JSON.stringify(body)) },
    { weight: 4, arbitrary: bent(good).map((body) => JSON.stringify(body)) },
    { weight: 1, arbitrary: brokenTexts },
  );
}

/** Header values as HTTP allows them: visible ASCII and what is left of Latin-1. */
const headerValue = fc
  .array(fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0xa1, max: 0xff })), {
    maxLength: 60,
  })
  .map((codes) => String.fromCharCode(...codes));

function headersOf({ callers }: Operation, { authorizations }: Props) {
  const fitting = callers.flatMap((caller) => (caller === 'anyone' ? [] : authorizations[caller]));
  const every = Object.values(authorizations).flat();
  const authorization = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...(fitting.length === 0 ? every : fitting)) },
    { weight: 2, arbitrary: fc.constantFrom(...every) },
    { weight: 1, arbitrary: headerValue },
    { weight: 1, arbitrary: headerValue.map((value) => `Bearer ${value}`) },
    { weight: callers.includes('anyone') ? 8 : 1, arbitrary: fc.constant(undefined) },
  );
  const odd = {
    origin: fc.constantFrom('null', 'https://evil.example', 'http://localhost:8787'),
    cookie: headerValue.map((value) => `totp-kit-access=${value}`),
    'x-forwarded-for': fc.oneof(fc.ipV4(), fc.ipV6(), headerValue),
    'sec-fetch-site': fc.constantFrom('same-origin', 'cross-site'),
  };
  return fc
    .tuple(
      authorization.map((value) => (value === undefined ? {} : { authorization: value })),
      fc.record(odd, { requiredKeys: [] }),
      fc.oneof(
        { weight: 4, arbitrary: fc.stringMatching(/^[a-z0-9]{12}$/) },
        { weight: 1, arbitrary: headerValue },
      ),
    )
    .map(([known, others, key]) => {
      const entries = Object.entries({ ...known, ...others, 'idempotency-key': key });
      return Object.fromEntries(entries.filter((entry) => entry[1] !== undefined));
    });
}

function pathOf(operation: Operation, props: Props): fc.Arbitrary<string> {
  const segment = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...props.ids) },
    { weight: 1, arbitrary: fc.constantFrom('..', '%00', '%2e%2e', 'x'.repeat(200), '%ff', ';') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1 }).map(encoded) },
  );
  const parameters = operation.path.match(/\{\w+\}/g)?.length ?? 0;
  const queryName = fc.constantFrom(
    'query',
    'cursor',
    'limit',
    'from',
    'userId',
    'everywhere',
    'x',
  );
  const queryValue = fc.oneof(
    fc.constantFrom('1', 'true', 'a', 'AA', 'AAAA', '', '2026-03-01T00:00:00Z', '-1', '1e3'),
    fc.string({ unit: 'binary', maxLength: 20 }).map(encoded),
  );
  const query = fc.option(fc.tuple(queryName, queryValue), { freq: 3, nil: undefined });
  return fc
    .tuple(fc.array(segment, { minLength: parameters, maxLength: parameters }), query)
    .map(([segments, pair]) => {
      const left = [...segments];
      const path = operation.path.replace(/\{\w+\}/g, () => left.shift() ?? 'x');
      return pair === undefined ? path : `${path}?${pair.join('=')}`;
    });
}

/** Percent-encoded; a lone surrogate, which has no encoding, as the replacement character. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

const anyMethod = fc.constantFrom('GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS');

const contentType = fc.oneof(
  { weight: 12, arbitrary: fc.constant('application/json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('text/plain', 'application/json; charset=utf-16', undefined),
  },
);

/** Requests of the contract, some good, most a little off, some far. */
export function arbitraryRequest(props: Props): fc.Arbitrary<HostileRequest> {
  const requests = names.map((name) => {
    const operation: Operation = operations[name];
    const ownMethod = fc.constant(operation.method.toUpperCase());
    const method = fc.oneof(
      { weight: 12, arbitrary: ownMethod },
      { weight: 1, arbitrary: anyMethod },
    );
    const path = pathOf(operation, props);
    const headers = headersOf(operation, props);
    return fc.record({ method, path, headers, contentType, body: bodyOf(name, props) });
  });
  return fc.oneof(...requests).map(({ body, ...request }) => {
    const hasBody = !['GET', 'HEAD'].includes(request.method);
    return { ...request, body: hasBody ? body : undefined };
  });
}
