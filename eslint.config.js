import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';
import { importDirection } from './eslint/import-direction.js';

const tests = ['**/*.test.ts', '**/testing/**', 'packages/*/test/**', 'e2e/**'];
const scripts = ['**/*.js', '**/*.mjs'];
const configFiles = ['*.config.*', '**/*.config.*', 'scripts/*-reporter.ts'];
const networkGlobals = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'];

export default defineConfig(
  globalIgnores([
    '**/dist/',
    '**/generated/',
    '**/node_modules/',
    'examples/',
    'scripts/packages/consumer/',
    'coverage/',
  ]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    name: 'house style',
    languageOptions: { parserOptions: { project: './tsconfig.json' } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400 }],
      'max-params': ['error', { max: 3 }],
      'no-console': 'error',
      'no-warning-comments': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export it by its name.' },
        { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' },
        { selector: 'TSModuleDeclaration[kind="namespace"]', message: 'Use a module.' },
      ],
      'no-duplicate-imports': ['error', { allowSeparateTypeImports: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // A listener may be asynchronous.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false } },
      ],
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // An implementation of an asynchronous interface may have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
    },
  },

  {
    name: 'import directions',
    files: ['packages/*/src/**/*.ts'],
    ignores: tests,
    plugins: { house: { rules: { 'import-direction': importDirection } } },
    rules: { 'house/import-direction': 'error' },
  },
  {
    name: 'only config.ts and main.ts read the environment',
    files: ['packages/server/src/**/*.ts'],
    ignores: [...tests, 'packages/server/src/config.ts', 'packages/server/src/main.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only config.ts reads the environment.' },
      ],
      'no-restricted-imports': [
        'error',
        { name: 'node:process', message: 'Use the global; only config.ts reads the environment.' },
      ],
    },
  },
  {
    name: 'what backends import runs in any JavaScript runtime',
    files: [
      'packages/server/src/{verify,management,hono,express,next}.ts',
      'packages/server/src/{verify,management,guard}/**',
      'packages/server/src/core/session-cookie-names.ts',
    ],
    ignores: tests,
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^node:', message: 'Only what every JavaScript runtime has.' }] },
      ],
      'no-restricted-globals': ['error', 'process', 'Buffer'],
    },
  },
  {
    name: 'elements',
    files: ['packages/{components,console}/src/**/*.ts'],
    extends: [wc['flat/best-practice'], lit['flat/recommended'], litA11y.configs.recommended],
    settings: { wc: { elementBaseClasses: ['LitElement', 'ConsoleView'] } },
    rules: {
      // The classes live in a package; `window` needs no copy of them.
      'wc/expose-class-on-global': 'off',
      // Lit's base class has every lifecycle callback.
      'wc/guard-super-call': 'off',
      // What is wrong with a page's set-up stands in the browser's console, too.
      'no-console': ['error', { allow: ['error', 'warn'] }],
    },
  },
  {
    name: 'only the client knows the network',
    files: ['packages/{components,console}/src/**/*.ts'],
    ignores: [...tests, 'packages/components/src/lib/client/**'],
    rules: {
      'no-restricted-globals': ['error', ...networkGlobals],
      'no-restricted-properties': [
        'error',
        { property: 'fetch', message: 'Only lib/client knows the network.' },
        { property: 'sendBeacon', message: 'Only lib/client knows the network.' },
      ],
    },
  },
  {
    name: 'what is headless knows neither documents nor elements',
    files: [
      'packages/components/src/headless.ts',
      'packages/components/src/lib/{flow,headless,messages}/**',
      'packages/components/src/lib/code-field/digits.ts',
      'packages/components/src/lib/qr/{matrix,path,error-correction}.ts',
      'packages/console/src/logic/**',
    ],
    ignores: tests,
    rules: {
      'no-restricted-globals': [
        'error',
        ...networkGlobals,
        'document',
        'window',
        'location',
        'customElements',
      ],
      'no-restricted-imports': ['error', { patterns: ['lit', 'lit/*'] }],
    },
  },

  {
    name: 'what frameworks ask for: namespaces of JSX, directives that are only there',
    files: ['packages/components/src/frameworks/**/*.ts'],
    rules: {
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-namespace': 'off',
      '@typescript-eslint/no-duplicate-type-constituents': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },

  {
    name: 'tests',
    files: tests,
    rules: {
      // Chai and vitest assertions read as property accesses and unbound methods.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    name: 'scripts',
    files: scripts,
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        AbortSignal: 'readonly',
        console: 'readonly',
        process: 'readonly',
        performance: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
      },
    },
    rules: { '@typescript-eslint/explicit-function-return-type': 'off' },
  },
  {
    name: 'page scripts',
    files: ['packages/server/static/**/*.js'],
    languageOptions: {
      globals: {
        URL: 'readonly',
        addEventListener: 'readonly',
        URLSearchParams: 'readonly',
        document: 'readonly',
        history: 'readonly',
        location: 'readonly',
        navigator: 'readonly',
      },
    },
  },
  {
    name: 'what talks to a terminal',
    files: ['scripts/**', 'packages/*/scripts/**', 'bench/**', 'deploy/**', 'e2e/screenshots.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    name: 'configuration files export a default because their tools ask for it',
    files: configFiles,
    rules: { 'no-restricted-syntax': 'off' },
  },
);
