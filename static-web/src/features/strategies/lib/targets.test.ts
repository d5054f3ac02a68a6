import { describe, expect, it } from 'vitest';
import type { TakeProfit } from '@/generated/zod.gen';
import { takeProfit } from '@/generated/zod.gen';
import { closeTooMuch, describeLeft, storedRows, targetBars, targetBody, targetRows, withTarget } from './targets';

/** Rows of targets one percent apart, each with a share as typed. */
function rows(...shares: string[]) {
  return shares.map((close, index) => {
    const [row] = targetRows([{ percent: String(index + 1) } as unknown as TakeProfit]);
    return { ...row!, close };
  });
}

function left(...shares: string[]): string {
  return describeLeft(rows(...shares)).replaceAll('\u202f', ' ');
}

describe('Targets', () => {
  it('say what they leave for the stop, to the last digit', () => {
    expect(left()).toMatch(/^No target/);
    expect(left('75')).toBe('25 % of the position stays open for the stop.');
    expect(left('33.33', ' 33.33 ', '33.33')).toBe('0.01 % of the position stays open for the stop.');
    expect(left('33.33', '33.33', '33.34')).toBe('All of the position is closed by the targets.');
    expect(left('50', '')).toBe('50 % of the position stays open for the stop.');
  });

  it('close at most all of it', () => {
    expect(left('60', '40.000001')).toBe(
      'Together the targets close 100.000001 % of the position; at most 100 % can be closed.',
    );
    expect(left('150')).toBe('The target closes 150 % of the position; at most 100 % can be closed.');
    expect(closeTooMuch(rows('60', '40.000001'))).toBe(true);
    expect(closeTooMuch(rows('60', '40'))).toBe(false);
  });

  it.each(['half', '33,33', '-50', '1e2'])('leave %j to the bot, and ask for a number', (share) => {
    expect(left(share, '90')).toBe('Give each share as a number, such as 33.33.');
    expect(closeTooMuch(rows(share, '90'))).toBe(false);
  });

  it('are proposed with what is left', () => {
    const proposed = (...shares: string[]) => withTarget(rows(...shares)).at(-1)?.close;
    expect(proposed()).toBe('100');
    expect(proposed('50', '12.5')).toBe('37.5');
    expect(proposed('100')).toBe('');
    expect(proposed('120')).toBe('');
    expect(proposed('half')).toBe('');
  });

  it('close everything where one alone has no share, and it stays without', () => {
    const stored = { percent: '4' } as unknown as TakeProfit;
    const alone = targetRows([stored]);
    expect(describeLeft(alone)).toBe('All of the position is closed by the target.');
    expect(alone.map((row) => targetBody(row, null))).toEqual([stored]);
    expect(targetBody({ ...alone[0]!, distance: '5' }, null)).toStrictEqual({ percent: '5' });
  });

  describe('in ATR multiples', () => {
    const shared = { length: '20', interval: 'hour4' };
    const own = { atr: '3', atrLength: 7, atrInterval: 'day1', close: '50', note: 'kept' };
    const [stored] = targetRows([takeProfit.parse(own)]);
    const [inPercent] = targetRows([takeProfit.parse({ percent: '4', close: '50', note: 'kept' })]);

    it('keep their own bars', () => {
      expect(targetBars(stored!, shared)).toEqual({ length: '7', interval: 'day1' });
      expect(targetBody(stored!, shared)).toEqual(own);
      expect(targetBody({ ...stored!, distance: '2', close: '25' }, shared)).toEqual({ ...own, atr: '2', close: '25' });
    });

    it('take those that are shared where they have none, or leave them to the bot', () => {
      const row = { ...inPercent!, unit: 'atr', distance: '2' };
      expect(targetBars(row, shared)).toBe(shared);
      expect(targetBody(row, shared)).toEqual({ atr: '2', atrLength: 20, atrInterval: 'hour4', close: '50' });
      expect(targetBars(row, null)).toBeNull();
      expect(targetBody(row, null)).toStrictEqual({ atr: '2', close: '50' });
    });

    it('lose their bars with their measure', () => {
      expect(targetBody({ ...stored!, unit: 'r' }, shared)).toStrictEqual({ r: '3', close: '50' });
    });
  });

  it('replace a measure that is not shown here, but keep what a later version adds to one that is', () => {
    const [later] = targetRows([takeProfit.parse({ chandelier: '2', close: '50' })]);
    expect(targetBody({ ...later!, distance: '9' }, null)).toStrictEqual({ percent: '9', close: '50' });
    const [noted] = targetRows([takeProfit.parse({ percent: '4', close: '50', note: 'kept' })]);
    expect(targetBody({ ...noted!, distance: '9' }, null)).toEqual({ percent: '9', close: '50', note: 'kept' });
  });

  it('have what was stored of them, wherever they are by then', () => {
    const sent = rows('50', '25');
    const stored = sent.map((row) => takeProfit.parse({ percent: row.distance, close: row.close, note: 'kept' }));
    const later = storedRows(
      withTarget(sent.slice(1)),
      sent.map(({ id }) => id),
      stored,
    );
    expect(later.map((row) => row.stored)).toEqual([stored[1], null]);
  });

  it('never have the id of one that went', () => {
    const before = withTarget(rows('50'));
    const after = withTarget(before.slice(0, 1));
    expect(after[1]?.id).not.toBe(before[1]?.id);
  });
});
