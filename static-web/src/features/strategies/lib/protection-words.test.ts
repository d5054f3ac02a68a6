import { describe, expect, it } from 'vitest';
import { breakEven, distance, takeProfit, trailing } from '@/generated/zod.gen';
import { decimal } from '@/lib/decimal';
import { describeProtection } from './protection-words';

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
    [[{ atr: '3', atrLength: 14, atrInterval: 'hour1', close: '50' }], 'Stop 2 %, target 3 × ATR (50 %)'],
    [[{ chandelier: '2', close: '100' }], 'Stop 2 %, no fixed target'],
  ])('tells of the targets %j', (targets, words) => {
    const takeProfits = targets.map((target) => takeProfit.parse(target));
    const told = describeProtection({
      stopLoss: { percent: decimal('2') },
      takeProfits,
      breakEven: null,
      trailing: null,
    });
    expect(told.replaceAll('\u202f', ' ')).toBe(words);
  });

  it.each([
    [{ percent: '1.5' }, 'Stop 1.5 %'],
    [{ atr: '2', atrLength: 14, atrInterval: 'hour1' }, 'Stop 2 × ATR'],
    [{ chandelier: '3' }, 'Own stop'],
    [null, 'Stop from the alert'],
  ])('tells of the stop %j', (stored, words) => {
    const stopLoss = distance.nullable().parse(stored);
    const told = describeProtection({ stopLoss, takeProfits: [], breakEven: null, trailing: null });
    expect(told.replaceAll('\u202f', ' ')).toBe(`${words}, no fixed target`);
  });

  it.each([
    [{ at: { r: '1' }, offset: '0.1' }, null, 'break-even at 1 R'],
    [
      { at: { target: 1 }, offset: '0' },
      { targets: true, activation: null },
      'break-even after target 1, stop follows the targets',
    ],
    [null, { percent: '2', activation: { percent: '1.5' } }, 'trails by 2 % from 1.5 % on'],
    [null, { distance: '1500', activation: { target: 2 } }, 'trails by 1,500 after target 2'],
    [null, { r: '1.5', activation: null }, 'trails by 1.5 R'],
    [null, { atr: '3', atrLength: 14, atrInterval: 'hour4', activation: null }, 'trails by 3 × ATR'],
    [{ at: { bars: 3 }, offset: null }, { chandelier: '3', activation: null }, 'break-even, trailing stop'],
  ])('tells how the stop moves: %j %j', (even, follows, words) => {
    const told = describeProtection({
      stopLoss: { percent: decimal('2') },
      takeProfits: [],
      breakEven: breakEven.nullable().parse(even),
      trailing: trailing.nullable().parse(follows),
    });
    expect(told.replaceAll('\u202f', ' ')).toBe(`Stop 2 %, no fixed target, ${words}`);
  });
});
