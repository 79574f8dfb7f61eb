import { consoleOperations } from './operations/console.ts';
import { managementOperations } from './operations/management.ts';
import type { Operation } from './operations/operation.ts';
import { publicOperations } from './operations/public.ts';
import { selfServiceOperations } from './operations/self-service.ts';

export { consoleOperations } from './operations/console.ts';
export { managementOperations } from './operations/management.ts';
export type { Caller, Operation } from './operations/operation.ts';

/** Every request of the API. The OpenAPI document is made from these, and so are the routes. */
export const operations = {
  ...publicOperations,
  ...selfServiceOperations,
  ...managementOperations,
  ...consoleOperations,
} as const satisfies Record<string, Operation>;
