import { operations, problem, type Caller, type Operation } from '@totp-kit/protocol';
import { serverErrors, type ServerErrorCode } from '@totp-kit/protocol/errors';
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';

/** An OpenAPI 3.1 document, ready to be written as JSON. */
export type OpenApiDocument = ReturnType<typeof createDocument>;

/** Errors that any operation can answer with. */
const commonErrors = [
  'invalid_request',
  'too_many_attempts',
  'internal',
  'storage_unavailable',
] as const;
const bodyErrors = ['payload_too_large', 'unsupported_media_type'] as const;

const securityOf: Readonly<Record<Caller, Record<string, string[]>>> = {
  anyone: {},
  session: { session: [] },
  ticket: { ticket: [] },
  management: { managementKey: [] },
  invitation: { invitation: [] },
  administrator: { consoleSession: [] },
};

/** Where a server is, and what it calls the cookie of administrators. */
export interface DescribedServer {
  readonly publicUrl: string;
  readonly consoleCookieName: string;
}

/** The OpenAPI 3.1 document, from the same schemas that validate requests. */
export function buildOpenApiDocument({
  publicUrl,
  consoleCookieName,
}: DescribedServer): OpenApiDocument {
  const paths: ZodOpenApiPathsObject = {};
  for (const [operationId, operation] of Object.entries<Operation>(operations)) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: describe(operationId, operation),
    };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'totp-kit',
      version: '1',
      description:
        'Authenticator-app sign-up, sign-in and linking. Errors are problem documents (RFC 9457); switch on `code`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An access token; pages of the server’s own origin have it as a cookie.',
        },
        ticket: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description: '`Ticket <ticket>`',
        },
        managementKey: { type: 'http', scheme: 'bearer', description: 'A management key.' },
        invitation: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description: '`Ticket <invitation>`: what the link to the console ends with.',
        },
        consoleSession: {
          type: 'apiKey',
          in: 'cookie',
          name: consoleCookieName,
          description:
            'The session of an administrator, on pages of the console only. Requests that change something carry its `Origin`.',
        },
      },
    },
  });
}

/** The text of the copy in docs/openapi.json. */
export function openApiCopy(): string {
  return `${JSON.stringify(buildOpenApiDocument({ publicUrl: 'http://localhost:8787', consoleCookieName: 'totp-kit-console' }), null, 2)}\n`;
}

function describe(operationId: string, operation: Operation): ZodOpenApiOperationObject {
  const { summary, callers, pathParams, query, headers, body } = operation;
  return {
    operationId,
    summary,
    security: callers.map((caller) => securityOf[caller]),
    requestParams: {
      ...(pathParams && { path: asObject(pathParams) }),
      ...(query && { query: asObject(query) }),
      ...(headers && { header: asObject(headers) }),
    },
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: body } } },
    }),
    responses: { ...successOf(operation), ...errorsOf(operation) },
  };
}

function successOf({ status, answer, summary }: Operation): ZodOpenApiResponsesObject {
  return {
    [`${status}`]: {
      description: answer ? summary : 'Done; there is no body.',
      ...(answer && { content: { 'application/json': { schema: answer } } }),
    },
  };
}

function errorsOf(operation: Operation): ZodOpenApiResponsesObject {
  const codes = new Set<ServerErrorCode>([
    ...operation.errors,
    ...commonErrors,
    ...(operation.body ? bodyErrors : []),
  ]);
  const byStatus = Map.groupBy(codes, (code) => serverErrors[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      `${status}`,
      {
        description: group.map((code) => `\`${code}\`: ${serverErrors[code].title}`).join('\n'),
        content: { 'application/problem+json': { schema: problem } },
      },
    ]),
  );
}

function asObject(schema: z.ZodType): z.ZodObject {
  if (schema instanceof z.ZodObject) return schema;
  throw new Error('parameters must be described by an object schema');
}
