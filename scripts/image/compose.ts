import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const words = z.array(z.string());

/** What our compose files use, and nothing else: another key is refused, as nobody would have tried it. */
const serviceSchema = z.strictObject({
  build: z.string().optional(),
  image: z.string(),
  restart: z.literal('unless-stopped'),
  ports: words.default([]),
  environment: z.record(z.string(), z.string()),
  secrets: words.default([]),
  volumes: words.default([]),
  networks: words,
  depends_on: z
    .record(z.string(), z.strictObject({ condition: z.literal('service_healthy') }))
    .default({}),
  healthcheck: z
    .strictObject({
      test: words,
      interval: z.string(),
      timeout: z.string(),
      retries: z.number(),
      start_period: z.string(),
    })
    .optional(),
  read_only: z.boolean().default(false),
  tmpfs: words.default([]),
  cap_drop: words.default([]),
  cap_add: words.default([]),
  security_opt: words.default([]),
  stop_grace_period: z.string(),
});

const composeSchema = z.strictObject({
  name: z.string(),
  'x-server': z.unknown().optional(),
  services: z.record(z.string(), serviceSchema),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
  volumes: z.record(z.string(), z.null()),
  networks: z.record(
    z.string(),
    z.strictObject({
      ipam: z.strictObject({
        config: z.array(z.strictObject({ subnet: z.string(), gateway: z.string() })),
      }),
    }),
  ),
});

/** `${NAME:?what to do}` or `${NAME:-instead}`. */
const variable = /\$\{([A-Z_]+):([?-])([^}]*)\}/g;

export type Compose = z.output<typeof composeSchema>;
export type ComposeService = z.output<typeof serviceSchema>;

/**
 * Reads a compose file, its variables filled in. A setting without a value has that of the variable of its name, or is
 * not there (https://docs.docker.com/reference/compose-file/services/#environment).
 * @throws Error where a variable that it demands is missing, or where it holds what we do not know
 */
export function readCompose(file: string, variables: Readonly<Record<string, string>>): Compose {
  const filled = readFileSync(file, 'utf8').replaceAll(variable, (reference) => {
    const [, name = '', mark, rest = ''] = new RegExp(variable.source).exec(reference) ?? [];
    const value = variables[name];
    if (value !== undefined && value !== '') return value;
    if (mark === '?') throw new Error(`${file}: ${name} ${rest}`);
    return rest;
  });
  const withoutComments = filled.replaceAll(/^\s*#.*$/gm, '');
  if (withoutComments.includes('$')) throw new Error(`${file}: a variable is not understood.`);
  const withNames = filled.replaceAll(
    /^( *)([A-Z_]+):$/gm,
    (_line, indent: string, name: string) => {
      const value = variables[name];
      return value === undefined ? '' : `${indent}${name}: ${JSON.stringify(value)}`;
    },
  );
  return composeSchema.parse(parse(withNames, { merge: true }));
}

/** The services that run our own image, by name. */
export function ownServices({ services }: Compose): readonly (readonly [string, ComposeService])[] {
  return Object.entries(services).filter(([, { build }]) => build !== undefined);
}
