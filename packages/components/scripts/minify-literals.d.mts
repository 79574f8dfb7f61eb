import type { Plugin } from 'vite';

export declare function minifyLiterals(): Plugin;

export declare function minifyFolder(folder: string): void;
