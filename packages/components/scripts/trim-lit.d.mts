import type { Plugin } from 'vite';

export declare function trimLit(): Plugin;
