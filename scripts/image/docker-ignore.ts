import { readdirSync } from 'node:fs';
import path from 'node:path';

interface Rule {
  readonly pattern: string;
  readonly expression: RegExp;
  readonly isException: boolean;
}

/** Every file of a folder that a `.dockerignore` lets into a build, relative to the folder. */
export function listContext(folder: string, ignoreText: string): readonly string[] {
  const rules = readRules(ignoreText);
  const walk = (place: string): string[] =>
    readdirSync(path.join(folder, place), { withFileTypes: true }).flatMap((entry) => {
      const name = path.posix.join(place, entry.name);
      if (!entry.isDirectory()) return isIgnored(name, rules) ? [] : [name];
      return isIgnored(name, rules) && !hasExceptionBelow(name, rules) ? [] : walk(name);
    });
  return walk('');
}

function readRules(text: string): readonly Rule[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const isException = line.startsWith('!');
      const pattern = line.replace(/^!/, '').replace(/^\/|\/$/g, '');
      if (/[[\]\\]/.test(pattern)) throw new Error(`.dockerignore: "${line}" is not understood.`);
      return { pattern, expression: toExpression(pattern), isException };
    });
}

/** The last rule that names the place, or a folder above it, decides. */
function isIgnored(name: string, rules: readonly Rule[]): boolean {
  const parts = name.split('/');
  const places = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  const last = rules.findLast(({ expression }) => places.some((place) => expression.test(place)));
  return last !== undefined && !last.isException;
}

function hasExceptionBelow(folder: string, rules: readonly Rule[]): boolean {
  return rules.some(({ isException, pattern }) => isException && pattern.startsWith(`${folder}/`));
}

function toExpression(pattern: string): RegExp {
  const source = pattern.replaceAll(/\*\*\/|\*\*|\*|\?|[.+^${}()|]/g, (mark) => {
    if (mark === '**/') return '(?:.*/)?';
    if (mark === '**') return '.*';
    if (mark === '*') return '[^/]*';
    return mark === '?' ? '[^/]' : `\\${mark}`;
  });
  return new RegExp(`^${source}$`);
}
