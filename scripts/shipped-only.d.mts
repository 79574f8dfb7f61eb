import type { Plugin } from 'vite';

export declare function shippedOnly(): Plugin;

export declare function unnamedPackages(modules: readonly string[], lockfile: object): string[];
