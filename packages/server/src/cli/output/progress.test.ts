import { expect, it } from 'vitest';
import { recordTerminal } from '../../testing/recorded-terminal.ts';
import { TestClock } from '../../testing/test-clock.ts';
import { Progress } from './progress.ts';

const work = { what: 'Deleted', total: 300 };

it('changes one line on a screen, a few times a second, and clears it', () => {
  const terminal = recordTerminal({ showsProgress: true });
  const clock = new TestClock();
  const progress = new Progress(work, terminal, clock.read);
  for (let count = 1; count <= 3; count += 1) {
    clock.advance({ ms: 60 });
    progress.report(count);
  }
  clock.advance({ ms: 100 });
  progress.report(300);
  progress.end();
  expect(terminal.said()).toBe('\rDeleted: 2 of 300\rDeleted: 300 of 300\r\u001b[K');
});

it('says a line every five seconds where nobody looks on', () => {
  const terminal = recordTerminal();
  const clock = new TestClock();
  const progress = new Progress({ what: 'Listed' }, terminal, clock.read);
  for (let count = 1; count <= 12; count += 1) {
    clock.advance({ seconds: 1 });
    progress.report(count);
  }
  progress.end();
  expect(terminal.said()).toBe('Listed: 5\nListed: 10\n');
});

it('says nothing where the results on the screen show it', () => {
  const terminal = recordTerminal({ answer: () => undefined });
  const clock = new TestClock();
  const progress = new Progress(work, terminal, clock.read);
  clock.advance({ seconds: 60 });
  progress.report(1);
  progress.end();
  expect(terminal.said()).toBe('');
});
