import { describe, expect, it } from 'vitest';
import { takeProfit } from '@/generated/zod.gen';
import { decimal } from '@/lib/decimal';
import { describeProtection } from './sizing-words';

describe('The protection of a strategy, in words', () => {
  it.each([
    [[], 'Stop 2 %, no fixed target'],
    [[{ percent: '4', close: '100' }], 'Stop 2 %, target 4 %'],
    [[{ r: '2', close: '75' }], 'Stop 2 %, target 2 R (75 %)'],
    [
      [
        { percent: '1', close: '50' },
        { r: '2', close: '33.33' },
      ],
      'Stop 2 %, targets 1 % (50 %), 2 R (33.33 %)',
    ],
    [[{ atr: '2', close: '100' }], 'Stop 2 %, no fixed target'],
  ])('tells of the targets %j', (targets, words) => {
    const takeProfits = targets.map((target) => takeProfit.parse(target));
    const told = describeProtection({ stopLoss: { percent: decimal('2') }, takeProfits });
    expect(told.replaceAll('\u202f', ' ')).toBe(words);
  });
});
