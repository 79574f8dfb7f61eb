import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseDockerfile } from './dockerfile.ts';

const dockerfile = readFileSync(path.resolve(import.meta.dirname, '../../Dockerfile'), 'utf8');

test('our Dockerfile is understood, and its last stage builds nothing', () => {
  const stages = parseDockerfile(dockerfile);
  expect(stages.map(({ name }) => name)).toEqual(['manifests', 'production', 'build', undefined]);
  const last = stages.at(-1)?.instructions ?? [];
  const runs = last.filter(({ kind }) => kind === 'run').map((run) => JSON.stringify(run));
  expect(runs.join()).not.toContain('npm');
  expect(last.find(({ kind }) => kind === 'user')).toEqual({
    kind: 'user',
    uid: 10001,
    gid: 10001,
  });
  expect(last.find(({ kind }) => kind === 'cmd')).toEqual({ kind: 'cmd', words: ['serve'] });
});

test('npm finds every workspace of the lockfile in its first stage', () => {
  const lock = readFileSync(path.resolve(import.meta.dirname, '../../package-lock.json'), 'utf8');
  const { packages } = JSON.parse(lock) as { packages: Record<string, unknown> };
  const own = Object.keys(packages).filter((place) => !/^$|node_modules/.test(place));
  const [manifests] = parseDockerfile(dockerfile);
  const copied = manifests?.instructions.flatMap((each) =>
    each.kind === 'copy' ? each.sources : [],
  );
  expect(own).toContain('packages/server');
  expect(copied).toEqual(expect.arrayContaining(own.map((place) => `${place}/package.json`)));
});

test('lines that go on are one instruction, and comments are none', () => {
  const [stage] = parseDockerfile('FROM node:24-trixie-slim\n# why\nENV A=1 \\\n    B=two\n');
  expect(stage?.instructions).toEqual([{ kind: 'env', values: { A: '1', B: 'two' } }]);
});

test.each([
  ['an instruction', 'ADD https://example.com/x /x', 'it is not known here'],
  ['a lower-case instruction', 'run true', 'it is not known here'],
  ['a flag of COPY', 'COPY --chmod=755 a b', 'a flag is not one of from'],
  ['a pattern', 'COPY *.json ./', 'it has a pattern or a variable'],
  ['a secret mount', 'RUN --mount=type=secret,id=x true', '--mount=type=secret,id=x is not known'],
  ['a variable', 'ENV A=$B', 'only NAME=value is'],
  ['the shell form of CMD', 'CMD node main.js', 'only the exec form is'],
  ['a user by name', 'USER node', 'only numbers UID:GID are'],
  ['no health check', 'HEALTHCHECK NONE', 'only CMD is'],
  ['a relative folder', 'WORKDIR app', 'only whole paths are'],
])('%s that is not understood is an error with its line', (_, line, why) => {
  const text = `FROM node:24-trixie-slim\n\n${line}\n`;
  expect(() => parseDockerfile(text)).toThrow(`Dockerfile, line 3: "${line}"`);
  expect(() => parseDockerfile(text)).toThrow(why);
});
