import { expect } from 'chai';
import { loadByTag } from './load-by-tag.ts';
import { captureConsole, clearStage, until } from './testing/stage.ts';

const consoleLines = captureConsole();

describe('loading by tag', () => {
  afterEach(clearStage);

  it('tries again after a while, and not at every change of the document', async () => {
    let asked = 0;
    loadByTag({
      'x-element': () => {
        asked += 1;
        return Promise.reject(new Error('offline'));
      },
    });
    document.body.append(document.createElement('x-element'));
    await until(() => consoleLines.length > 0);
    for (let change = 0; change < 5; change += 1) {
      document.body.append(document.createElement('p'));
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(asked).to.equal(1);
  });
});
