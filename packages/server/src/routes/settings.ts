import { operations } from '@totp-kit/protocol';
import type { Hono } from 'hono';
import type { AppEnvironment } from '../middleware/environment.ts';
import type { Services } from '../services/services.ts';
import { serve } from './operation.ts';

/** What pages may know of how this server is set. It is the same for everybody, and asks no storage. */
export function serveSettings(app: Hono<AppEnvironment>, { settings }: Services): void {
  serve(app, operations.getSettings, () => Promise.resolve(settings));
}
