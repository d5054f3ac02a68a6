import { describe, expect, it } from 'vitest';
import { decimal } from '@/lib/decimal';
import { areComplete, faultsTogether, rowFaults } from './target-faults';
import { closeTooMuch, openRows, targetBody, withEdit, withTarget } from './target-rows';
import { describeLeft } from './target-words';

const aTarget = (close: string, reached = false, price = '101') => ({
  price: decimal(price),
  close: decimal(close),
  reached,
});

/** Rows of targets with these shares, as typed. */
function rows(...shares: string[]) {
  return shares.map((close) => ({ ...openRows([aTarget('1')])[0]!, close }));
}

function left(...shares: string[]): string {
  return describeLeft(rows(...shares)).replaceAll('\u202f', ' ');
}

describe('The rows of open targets', () => {
  it.each([
    ['as they are while none was reached', [], ['33.33', '33.33', '33.34'], ['33.33', '33.33', '33.34']],
    ['of what the reached ones left', ['50'], ['25', '12.5'], ['50', '25']],
    ['of what several left', ['20', '17.5'], ['33.33'], ['53.328']],
    ['as all where one is left, and nothing else', ['33.33', '33.33'], ['33.34'], ['100']],
    ['empty where they are no exact percentages', ['25'], ['25', '30', '20'], ['', '40', '']],
  ])('have shares %s', (_, reached, open, shares) => {
    const made = openRows([
      ...reached.map((close) => aTarget(close, true)),
      ...open.map((close, index) => aTarget(close, false, String(102 + index))),
    ]);
    expect(made.map(({ close }) => close)).toEqual(shares);
    expect(made.map(({ ofWhole }) => ofWhole)).toEqual(
      open.map((close, index) => (shares[index] === '' ? close : null)),
    );
    expect(made.map(targetBody)).toEqual(shares.map((close, index) => ({ price: String(102 + index), close })));
  });

  it('are none where all were reached', () => {
    expect(openRows([aTarget('60', true), aTarget('40', true)])).toEqual([]);
    expect(openRows([])).toEqual([]);
  });

  it('are sent in the unit that was chosen, without blanks around', () => {
    const [row] = rows(' 50 ');
    expect(targetBody({ ...row!, distance: ' 2.5', unit: 'r' })).toEqual({ r: '2.5', close: '50' });
  });

  it('say what they leave, to the last digit', () => {
    expect(left()).toBe('No target: what is open stays until its stop, the time stop or an alert closes it.');
    expect(left('75')).toBe('25 % of what is open is left to the stop.');
    expect(left('33.33', ' 33.33 ', '33.33')).toBe('0.01 % of what is open is left to the stop.');
    expect(left('33.33', '66.67')).toBe('All that is open is closed by the targets.');
    expect(left('100')).toBe('All that is open is closed by the target.');
    expect(left('50', '')).toBe('Give each share as a number, such as 33.33.');
  });

  it('close at most all of it', () => {
    expect(left('60', '40.01')).toBe(
      'Together the targets close 100.01 % of what is open; at most 100 % can be closed.',
    );
    expect(left('150')).toBe('The target closes 150 % of what is open; at most 100 % can be closed.');
    expect([closeTooMuch(rows('60', '40.01')), closeTooMuch(rows('60', '40')), closeTooMuch(rows('half'))]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('are added with what is left', () => {
    const added = (...shares: string[]) => withTarget(rows(...shares)).at(-1);
    expect(added()).toMatchObject({ distance: '', unit: 'price', close: '100' });
    expect(['62.5', '100', '120', ''].map((share) => added(share)?.close)).toEqual(['37.5', '', '', '']);
  });

  it('never have the id of one that went', () => {
    const before = withTarget(rows('50'));
    const after = withTarget(before.slice(0, 1));
    expect(after[1]?.id).not.toBe(before[1]?.id);
  });
});

describe('The faults of open targets', () => {
  const refused = {
    takeProfits: ['are too many.'],
    'takeProfits[0].price': ['is too near.'],
    'takeProfits[1].close': ['is too small.'],
    'takeProfits[1].percent': ['is missing.'],
  };

  it('stand at the rows that were asked about, and not at what is edited since', () => {
    const asked = rows('50', '50');
    const edited = withEdit(asked, asked[1]!, { close: '25' });
    expect(rowFaults(asked[0]!, asked, refused)).toEqual({ distance: ['Is too near.'], close: [] });
    expect(rowFaults(asked[1]!, asked, refused)).toEqual({ distance: ['Is missing.'], close: ['Is too small.'] });
    expect(rowFaults(edited[0]!, asked, refused).distance).toHaveLength(1);
    expect(rowFaults(edited[1]!, asked, refused)).toEqual({ distance: [], close: [] });
    expect(faultsTogether(asked, refused)).toEqual(['Are too many.']);
  });

  it('are also what is missing, of one alone as well', () => {
    const asked = withTarget(rows('100'));
    expect(areComplete([])).toBe(true);
    expect(areComplete(asked.slice(0, 1))).toBe(true);
    expect(areComplete(rows(' '))).toBe(false);
    expect(areComplete(asked)).toBe(false);
    expect(rowFaults(asked[1]!, asked, {})).toEqual({
      distance: ['Say where it lies, or remove it.'],
      close: ['Say how much of what is open it closes.'],
    });
  });
});
