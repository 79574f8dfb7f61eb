import { writeFileSync } from 'node:fs';
import { openApiCopy } from '../packages/server/src/routes/openapi-document.ts';

/** Writes the committed copy of the API's description; a test fails when it is not what the schemas say. */
const path = new URL('../docs/openapi.json', import.meta.url);
writeFileSync(path, openApiCopy());
console.log('wrote docs/openapi.json');
