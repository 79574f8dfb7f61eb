import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { Context, Hono } from 'hono';
import type { AppEnvironment } from '../middleware/environment.ts';

interface StaticFile {
  readonly contentType: string;
  readonly etag: string;
  readonly body: FileBytes;
  readonly brotli: FileBytes | undefined;
  readonly gzip: FileBytes | undefined;
}

/** Read once and given to every answer as they are: many slow readers of a large file share one copy. */
type FileBytes = Uint8Array<ArrayBuffer>;

/** Files by their path below a folder, read once: what is not in the map does not exist, whatever a URL looks like. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Reads a folder into memory, with the `.br` and `.gz` that lie beside its files. An absent folder has no files. */
export function loadStaticFiles(folder: string): StaticFiles {
  const files = new Map<string, StaticFile>();
  if (!existsSync(folder)) return files;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, entry);
    const contentType = contentTypes[extname(entry)];
    if (contentType === undefined || !statSync(path).isFile()) continue;
    const body: FileBytes = readFileSync(path);
    files.set(relative(folder, path).split(sep).join('/'), {
      contentType,
      etag: etagOf(body),
      body,
      brotli: readIfThere(`${path}.br`),
      gzip: readIfThere(`${path}.gz`),
    });
  }
  return files;
}

/** The files with another text in one of them, which is then not compressed. */
export function withText(
  files: StaticFiles,
  path: string,
  change: (text: string) => string,
): StaticFiles {
  const file = files.get(path);
  if (file === undefined) return files;
  const body = Buffer.from(change(new TextDecoder().decode(file.body)));
  const changed = { ...file, body, etag: etagOf(body), brotli: undefined, gzip: undefined };
  return new Map(files).set(path, changed);
}

/** Files, and the path that everything is mounted at; empty at the root. */
export interface MountedFiles {
  readonly files: StaticFiles;
  readonly basePath: string;
}

/** Where files are served, and how long browsers may keep them. */
export interface StaticOptions extends MountedFiles {
  /** The path of a file below the folder for a URL's path below the mount; undefined for none. */
  readonly fileFor: (urlPath: string) => string | undefined;
  readonly cacheControl: string;
}

/** Answers GET and HEAD for files; a path without a file goes on to the next handler. */
export function serveStatic(
  app: Hono<AppEnvironment>,
  route: string,
  { files, basePath, fileFor, cacheControl }: StaticOptions,
): void {
  app.get(route, async (c, next) => {
    const path = fileFor(c.req.path.slice(basePath.length));
    const file = path === undefined ? undefined : files.get(path);
    if (file === undefined) {
      await next();
      return;
    }
    c.header('Cache-Control', cacheControl);
    return respond(c, file);
  });
}

function respond(c: Context<AppEnvironment>, file: StaticFile): Response {
  c.header('ETag', file.etag);
  c.header('Vary', 'Accept-Encoding', { append: true });
  if (c.req.header('if-none-match') === file.etag) return c.body(null, 304);
  c.header('Content-Type', file.contentType);
  const accepted = c.req.header('accept-encoding') ?? '';
  if (file.brotli && /\bbr\b/.test(accepted)) {
    c.header('Content-Encoding', 'br');
    return c.body(file.brotli);
  }
  if (file.gzip && /\bgzip\b/.test(accepted)) {
    c.header('Content-Encoding', 'gzip');
    return c.body(file.gzip);
  }
  return c.body(file.body);
}

function etagOf(body: FileBytes): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}

function readIfThere(path: string): FileBytes | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}
