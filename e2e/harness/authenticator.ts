import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

const stepSeconds = 30;

/** The code that oathtool, as a real authenticator, shows for a key now, or a number of steps from now. */
export async function readCode(key: string, { stepsAhead = 0 } = {}): Promise<string> {
  const seconds = Math.floor(Date.now() / 1000) + stepsAhead * stepSeconds;
  const { stdout } = await execute('oathtool', ['--base32', '--totp', `--now=@${seconds}`, key]);
  return stdout.trim();
}

/** Six digits that no step near now has. */
export async function makeWrongCode(key: string): Promise<string> {
  const live = await Promise.all(
    [-3, -2, -1, 0, 1, 2, 3].map((stepsAhead) => readCode(key, { stepsAhead })),
  );
  const wrong = ['135246', '246135', '864297', '975318', '102938', '564738', '918273', '447190'];
  const code = wrong.find((candidate) => !live.includes(candidate));
  if (code === undefined) throw new Error('every wrong code is live');
  return code;
}
