import { expect } from 'chai';
import { describeDuration } from './duration.ts';

describe('describeDuration', () => {
  const cases = [
    [0.2, '1 second'],
    [30, '30 seconds'],
    [90, '90 seconds'],
    [91, '2 minutes'],
    [1800, '30 minutes'],
    [3600, '60 minutes'],
    [7200, '2 hours'],
  ] as const;
  for (const [seconds, words] of cases) {
    it(`says ${words} for ${seconds} s`, () => {
      expect(describeDuration(seconds, 'en')).to.equal(words);
    });
  }

  it('speaks English where a page names no language that there is', () => {
    expect(describeDuration(2, 'x')).to.equal('2 seconds');
  });

  it('speaks other languages', () => {
    expect(describeDuration(2, 'de')).to.equal('2 Sekunden');
  });
});
