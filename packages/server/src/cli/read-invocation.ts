import { parseArgs } from 'node:util';
import type { Command, Invocation, OperandSpec, OptionSpec, OptionTable } from './command.ts';
import { UsageError } from './failures.ts';
import { suggest } from './suggest.ts';

/** What stands behind a command's name asks for its help. */
export function asksForHelp(words: readonly string[]): boolean {
  const options = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  return options.includes('--help') || options.includes('-h');
}

/**
 * Reads what was typed behind a command's name.
 * @throws UsageError with a sentence about the first thing that is wrong
 */
export function readInvocation(
  command: Command,
  words: readonly string[],
): Invocation<OptionTable> {
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      Object.entries(command.options).map(([name, { type }]) => [name, { type }]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = findOption(command, token.rawName, token.name);
    const value = readValue(spec, token);
    values.set(token.name, [...(values.get(token.name) ?? []), value]);
  }
  requireOperands(command.operand, operands);
  return { options: collectOptions(command.options, values), operands };
}

function findOption(command: Command, rawName: string, name: string): OptionSpec {
  const spec = Object.hasOwn(command.options, name) ? command.options[name] : undefined;
  if (spec !== undefined && rawName === `--${name}`) return spec;
  const near = suggest(name, Object.keys(command.options));
  const advice = near === undefined ? '' : ` Did you mean --${near}?`;
  throw new UsageError(`There is no option ${rawName}.${advice}`);
}

function readValue(
  spec: OptionSpec,
  token: {
    readonly rawName: string;
    readonly value?: string | undefined;
    readonly inlineValue?: boolean | undefined;
  },
): string {
  const { rawName, value, inlineValue } = token;
  if (spec.type === 'boolean') {
    if (value === undefined) return '';
    throw new UsageError(`${rawName} takes no value.`);
  }
  const isAnotherOption = value?.startsWith('--') === true && inlineValue !== true;
  if (value === undefined || value === '' || isAnotherOption) {
    throw new UsageError(`${rawName} needs a value: ${rawName} ${spec.value}.`);
  }
  if (spec.choices?.includes(value) === false) {
    throw new UsageError(`${rawName} is one of ${spec.choices.join(', ')}, not "${value}".`);
  }
  return value;
}

function requireOperands(spec: OperandSpec | undefined, operands: readonly string[]): void {
  const [first, second] = operands;
  if (spec === undefined) {
    if (first !== undefined) throw new UsageError(`"${first}" is one word too many.`);
    return;
  }
  if (first === undefined && spec.count !== 'any') {
    throw new UsageError(`${spec.name} is missing: ${spec.means}.`);
  }
  if (second !== undefined && spec.count === 'one') {
    throw new UsageError(`"${second}" is too many: it takes one ${spec.name}.`);
  }
}

function collectOptions(
  options: OptionTable,
  values: ReadonlyMap<string, readonly string[]>,
): Invocation<OptionTable>['options'] {
  return Object.fromEntries(
    Object.entries(options).map(([name, spec]) => [
      name,
      collectOption(name, spec, values.get(name) ?? []),
    ]),
  );
}

function collectOption(
  name: string,
  spec: OptionSpec,
  given: readonly string[],
): boolean | string | undefined | readonly string[] {
  if (spec.type === 'boolean') return given.length > 0;
  if (given.length === 0 && spec.isRequired === true) {
    throw new UsageError(`--${name} ${spec.value} is missing: ${spec.means}.`);
  }
  if (spec.isRepeatable === true) return given;
  if (given.length > 1) throw new UsageError(`--${name} is given twice.`);
  return given[0];
}
