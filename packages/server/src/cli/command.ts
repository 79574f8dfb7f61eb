import type { Environment } from '../config.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** An option of a command: a switch, or one that takes a value. */
export type OptionSpec =
  | { readonly type: 'boolean'; readonly means: string }
  | {
      readonly type: 'string';
      /** What usage calls the value, such as `FILE`. */
      readonly value: string;
      readonly means: string;
      /** The only values there are. */
      readonly choices?: readonly string[];
      readonly isRepeatable?: true;
      readonly isRequired?: true;
    };

/** Options by name, without the dashes. */
export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** What options hold when they were read: a switch that was not given is false, a repeatable one an empty list. */
export type OptionValues<Options extends OptionTable> = {
  readonly [Name in keyof Options]: OptionSpec extends Options[Name]
    ? OptionValue<OptionSpec> | readonly string[]
    : OptionValue<Options[Name]>;
};

type OptionValue<Spec> = Spec extends { readonly type: 'boolean' }
  ? boolean
  : Spec extends { readonly isRepeatable: true }
    ? readonly string[]
    : Spec extends { readonly choices: readonly (infer Choice)[] }
      ? Choice | Missing<Spec>
      : string | Missing<Spec>;

type Missing<Spec> = Spec extends { readonly isRequired: true } ? never : undefined;

/** What stands behind the options: one thing, or as many as there are. */
export interface OperandSpec {
  /** What usage calls it, such as `USER`. */
  readonly name: string;
  readonly means: string;
  readonly count: 'one' | 'at least one' | 'any';
}

/** What somebody typed behind the name of a command. */
export interface Invocation<Options extends OptionTable> {
  readonly options: OptionValues<Options>;
  readonly operands: readonly string[];
}

export interface CommandContext {
  readonly environment: Environment;
  readonly terminal: Terminal;
}

/** One command of `totp-kit`: how it is called, what help says of it, what it does. */
export interface Command<Options extends OptionTable = OptionTable> {
  /** One word or two, such as `users list`. */
  readonly name: string;
  readonly summary: string;
  /** More sentences for its own help, lines of at most 80 characters. */
  readonly details?: string;
  readonly operand?: OperandSpec;
  readonly options: Options;
  /** @throws what failures.ts explains */
  run(invocation: Invocation<Options>, context: CommandContext): Promise<ExitCode>;
}

/** Checks a command's options against what it does with them. */
export function defineCommand<const Options extends OptionTable>(
  command: Command<Options>,
): Command {
  return command;
}

/** The option of every command that can print JSON. */
export const jsonOption = {
  type: 'boolean',
  means: 'print one JSON document instead of text',
} as const satisfies OptionSpec;

/** The option of every command that is recorded and takes a reason. */
export const reasonOption = {
  type: 'string',
  value: 'TEXT',
  means: 'why; it is recorded with the event',
} as const satisfies OptionSpec;
