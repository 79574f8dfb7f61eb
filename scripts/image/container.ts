import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Image } from './build-image.ts';
import type { ComposeService } from './compose.ts';
import { readSeconds } from './dockerfile.ts';
import {
  copyWithOwners,
  placeIn,
  runIn,
  startIn,
  type Ended,
  type Mount,
  type Run,
} from './sandbox.ts';

export interface ContainerOptions {
  readonly image: Image;
  readonly service: ComposeService;
  /** The files of the compose file's secrets, by name. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Where volumes are kept. */
  readonly volumesFolder: string;
  /** On this machine, where an engine would map the container's own to it. */
  readonly port: number;
}

/** A service of a compose file, running as the image and the file say. */
export interface Container {
  readonly url: string;
  readonly output: () => string;
  /** Runs another program inside, as `docker compose exec` does. */
  readonly exec: (words: readonly string[]) => Promise<Ended>;
  /** Waits for the image's health check, and throws when its time is over. */
  readonly becomeHealthy: () => Promise<void>;
  /** The image's stop signal; the exit code, or an error when the grace period is over. */
  readonly stop: () => Promise<number | null>;
}

export function startContainer(options: ContainerOptions): Container {
  const { image, service, port } = options;
  const run = readRun(options);
  const child = startIn(image.room, { ...run, words: image.words, stdio: 'pipe' });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  const ended = once(child, 'close').then(() => child.exitCode);
  const exec = (words: readonly string[]): Promise<Ended> =>
    runIn(image.room, { ...run, words, stdio: 'pipe' });
  return {
    url: `http://127.0.0.1:${port}`,
    output: () => text,
    exec,
    async becomeHealthy() {
      const { words, startPeriodSeconds, startIntervalSeconds } = image.healthCheck;
      const deadline = Date.now() + startPeriodSeconds * 1000;
      for (;;) {
        const { exitCode, output } = await exec(words);
        if (exitCode === 0) return;
        if (child.exitCode !== null || Date.now() > deadline) {
          throw new Error(`The container is not healthy: ${output}\n${text}`);
        }
        await wait(startIntervalSeconds * 1000);
      }
    },
    async stop() {
      child.kill(image.stopSignal);
      const graceMs = readSeconds(service.stop_grace_period) * 1000;
      const late = wait(graceMs, 'late' as const, { ref: false });
      const end = await Promise.race([ended, late]);
      if (end !== 'late') return end;
      child.kill('SIGKILL');
      throw new Error(`The container did not stop within ${service.stop_grace_period}.`);
    },
  };
}

function readRun({ image, service, secrets, volumesFolder, port }: ContainerOptions) {
  return {
    environment: { ...image.environment, ...service.environment, PORT: String(port) },
    workdir: image.workdir,
    user: image.user,
    mounts: [
      ...service.tmpfs.map((target): Mount => ({ target })),
      ...service.volumes.map((volume) => mountVolume(image, volume, volumesFolder)),
      ...service.secrets.map((name) => mountSecret(name, secrets)),
    ],
    ...(isHardened(service) && ({ isHardened: true } as const)),
  } satisfies Omit<Run, 'words'>;
}

function isHardened({
  read_only: isReadOnly,
  cap_drop: drop,
  security_opt: options,
}: ComposeService) {
  return isReadOnly && drop.includes('ALL') && options.includes('no-new-privileges:true');
}

/** A new volume begins as a copy of what the image has there, with its owner. */
function mountVolume(image: Image, volume: string, folder: string): Mount {
  const [name = '', target = ''] = volume.split(':');
  if (!image.volumes.includes(target)) throw new Error(`${target} is no volume of the image.`);
  const source = path.join(folder, name);
  if (!existsSync(source)) copyWithOwners(placeIn(image.room, target), source);
  return { target, source };
}

function mountSecret(name: string, secrets: Readonly<Record<string, string>>): Mount {
  const source = secrets[name];
  if (source === undefined) throw new Error(`There is no secret ${name}.`);
  return { target: `/run/secrets/${name}`, source, isReadOnly: true };
}
