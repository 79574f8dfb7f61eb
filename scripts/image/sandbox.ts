import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** What stands for the base image: this machine's system, with the repository's Node and this machine's npm. */
export interface BaseSystem {
  readonly nodeFile: string;
  readonly npmFolder: string;
}

/** A root file system of its own: a folder, with the system's programs mounted into it while something runs. */
export interface Room {
  readonly folder: string;
  readonly base: BaseSystem;
}

/** Something that is seen inside under another path. */
export interface Mount {
  readonly target: string;
  /** A folder or file of this machine; memory that is gone afterwards unless given. */
  readonly source?: string;
  readonly isReadOnly?: true;
}

export interface Run {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workdir: string;
  /** Root unless given. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  readonly mounts?: readonly Mount[];
  /** The root file system can't be written to, and no capability is left. */
  readonly isHardened?: true;
  readonly stdio?: 'inherit' | 'pipe';
}

const systemFolders = ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32'];

/** An empty room: the system's folders, and a /usr/local of its own. */
export function makeRoom(folder: string, base: BaseSystem): Room {
  const root = path.join(folder, 'root');
  for (const name of ['usr', 'etc', 'proc', 'dev', 'root', 'run']) {
    mkdirSync(path.join(root, name), { recursive: true });
  }
  mkdirSync(path.join(root, 'tmp'), { mode: 0o1777 });
  for (const name of systemFolders.filter((each) => existsSync(`/${each}`))) {
    const isLink = lstatSync(`/${name}`).isSymbolicLink();
    if (isLink) symlinkSync(readlinkSync(`/${name}`), path.join(root, name));
    else mkdirSync(path.join(root, name));
  }
  const local = path.join(folder, 'usr-local');
  mkdirSync(path.join(local, 'bin'), { recursive: true });
  mkdirSync(path.join(local, 'lib/node_modules/npm'), { recursive: true });
  writeFileSync(path.join(local, 'bin/node'), '');
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', path.join(local, 'bin/npm'));
  return { folder, base };
}

/** A room that starts as a copy of another, as a stage does that is built on a stage. */
export function copyRoom(from: Room, folder: string): Room {
  copyWithOwners(from.folder, folder);
  return { folder, base: from.base };
}

/** A copy of a folder in which everything belongs to whom it belonged. */
export function copyWithOwners(from: string, to: string): void {
  execFileSync('cp', ['--archive', '--no-target-directory', from, to]);
}

/** Where a path of the room lies on this machine. */
export function placeIn(room: Room, inside: string): string {
  if (/^\/(?:usr|etc|bin|lib|proc|dev)\b/.test(inside)) {
    throw new Error(`${inside} belongs to the system of the base image.`);
  }
  return path.join(room.folder, 'root', inside);
}

/** Starts a program inside; its process is the one that is given back, so it hears every signal itself. */
export function startIn(room: Room, run: Run): ChildProcess {
  const mounts = run.mounts ?? [];
  for (const mount of mounts) makeMountPoint(room, mount);
  const script = [
    'set -e',
    ...mountSystem(room),
    ...mounts.map((mount) => mountLine(room, mount)),
    ...(run.isHardened ? [`mount -o remount,bind,ro "$ROOT"`] : []),
    'exec chroot "$ROOT" "$@"',
  ].join('\n');
  const user = run.user
    ? [`--reuid=${run.user.uid}`, `--regid=${run.user.gid}`, '--clear-groups']
    : [];
  const hardened = run.isHardened ? ['--no-new-privs', '--bounding-set=-all'] : [];
  const environment = Object.entries(run.environment).map(([name, value]) => `${name}=${value}`);
  return spawn(
    'unshare',
    [
      ...['--mount', '--propagation=private', 'sh', '-c', script, 'sh'],
      ...['/usr/bin/setpriv', ...user, ...hardened],
      ...['/usr/bin/env', '--ignore-environment', `--chdir=${run.workdir}`, ...environment],
      ...run.words,
    ],
    {
      env: { PATH: process.env['PATH'], ROOT: path.join(room.folder, 'root') },
      stdio: ['ignore', run.stdio ?? 'inherit', run.stdio ?? 'inherit'],
    },
  );
}

export interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
}

/** Runs a program inside to its end. */
export async function runIn(room: Room, run: Run): Promise<Ended> {
  const child = startIn(room, run);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  await once(child, 'close');
  return { exitCode: child.exitCode, output };
}

function mountSystem(room: Room): string[] {
  const local = path.join(room.folder, 'usr-local');
  const ownFolders = systemFolders.filter((name) => {
    const place = path.join(room.folder, 'root', name);
    return existsSync(place) && !lstatSync(place).isSymbolicLink();
  });
  return [
    'mount --bind "$ROOT" "$ROOT"',
    ...['usr', 'etc', ...ownFolders].map((name) => `mount --bind -o ro /${name} "$ROOT/${name}"`),
    'mount --rbind /proc "$ROOT/proc"',
    'mount --rbind /dev "$ROOT/dev"',
    `mount --bind '${local}' "$ROOT/usr/local"`,
    `mount --bind -o ro '${room.base.nodeFile}' "$ROOT/usr/local/bin/node"`,
    `mount --bind -o ro '${room.base.npmFolder}' "$ROOT/usr/local/lib/node_modules/npm"`,
  ];
}

function makeMountPoint(room: Room, { target, source }: Mount): void {
  const place = placeIn(room, target);
  const isFile = source !== undefined && !lstatSync(source).isDirectory();
  mkdirSync(isFile ? path.dirname(place) : place, { recursive: true });
  if (isFile && readdirSync(path.dirname(place)).every((name) => name !== path.basename(place))) {
    writeFileSync(place, '');
  }
}

function mountLine(room: Room, { target, source, isReadOnly }: Mount): string {
  const place = `"$ROOT${target}"`;
  if (source === undefined) return `mount -t tmpfs -o mode=1777 tmpfs ${place}`;
  return `mount --bind ${isReadOnly ? '-o ro ' : ''}'${source}' ${place}`;
}
