import { readFile } from 'node:fs/promises';

/** Answers `import text from './file.css?inline'` like Vite does. */
export function inlineStyles() {
  return {
    name: 'inline-styles',
    async serve(context) {
      if (!context.path.endsWith('.css') || !('inline' in context.query)) return undefined;
      const text = await readFile(`.${context.path}`, 'utf8');
      return { body: `export default ${JSON.stringify(text)};`, type: 'js' };
    },
  };
}
