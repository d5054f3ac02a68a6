import { describe, expect, it } from 'vitest';
import type { TakeProfit } from '@/generated/zod.gen';
import { closeTooMuch, describeLeft, targetBody, targetRows, withTarget } from './targets';

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
    expect(alone.map(targetBody)).toEqual([stored]);
    expect(targetBody({ ...alone[0]!, distance: '5' })).toStrictEqual({ percent: '5', close: undefined });
  });

  it('never have the id of one that went', () => {
    const before = withTarget(rows('50'));
    const after = withTarget(before.slice(0, 1));
    expect(after[1]?.id).not.toBe(before[1]?.id);
  });
});
