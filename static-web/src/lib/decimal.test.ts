import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absolute, compare, decimal, isDecimal, negate, percentOf, round, sign, subtract } from './decimal';

/** Any decimal text with up to twenty digits on each side. */
const anyDecimal = fc
  .tuple(
    fc.boolean(),
    fc.bigInt({ min: 0n, max: 10n ** 20n }),
    fc.bigInt({ min: 0n, max: 10n ** 20n - 1n }),
    fc.integer({ min: 0, max: 20 }),
  )
  .map(([negative, whole, fraction, digits]) => {
    const tail = fraction.toString().padStart(20, '0').slice(0, digits);
    return decimal(`${negative ? '-' : ''}${whole}${tail === '' ? '' : `.${tail}`}`);
  });

describe('decimal', () => {
  it('reads plain decimals only', () => {
    expect(['0', '-1.50', '123456789012345678901234567890.5'].every(isDecimal)).toBe(true);
    expect(['', '1e3', '.5', '5.', '+1', '1,000', 'NaN', ' 1'].some(isDecimal)).toBe(false);
  });

  it('orders what Number cannot tell apart', () => {
    expect(compare(decimal('9007199254740993'), decimal('9007199254740992.999999999999999999'))).toBe(1);
    expect(compare(decimal('0.10'), decimal('0.1'))).toBe(0);
  });

  it('orders the same from both sides, and the other way round below zero', () => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, (a, b) => {
        expect(compare(a, b)).toBe(-compare(b, a) + 0);
        expect(compare(negate(a), negate(b))).toBe(compare(b, a));
      }),
    );
  });

  it('takes the sign away and gives it back', () => {
    fc.assert(
      fc.property(anyDecimal, (value) => {
        expect(sign(absolute(value))).toBe(Math.abs(sign(value)));
        expect(compare(negate(negate(value)), value)).toBe(0);
      }),
    );
  });

  it('takes shares from each other to the last digit', () => {
    expect(['33.33', '33.33', '33.34'].map(decimal).reduce(subtract, decimal('100'))).toBe('0');
    expect(subtract(decimal('0.3'), decimal('0.1'))).toBe('0.2');
  });

  it('gives back what it took, and tells the greater one', () => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, (a, b) => {
        expect(compare(subtract(subtract(a, b), negate(b)), a)).toBe(0);
        expect(sign(subtract(a, b))).toBe(compare(a, b));
      }),
    );
  });

  it.each([
    ['12.5', '50', '25'],
    ['33.34', '33.34', '100'],
    ['33.33', '62.5', '53.328'],
    ['1', '1024', '0.09765625'],
    ['1', '2048', null],
    ['25', '75', null],
    ['0', '75', '0'],
    ['150', '100', '150'],
    ['1', '0', null],
  ])('tells %s in percent of %s only to the last digit: %s', (part, whole, expected) => {
    expect(percentOf(decimal(part), decimal(whole))).toBe(expected);
  });

  it.each([
    ['0.125', '0.12'],
    ['0.135', '0.14'],
    ['0.1250001', '0.13'],
    ['-0.125', '-0.12'],
    ['-0.135', '-0.14'],
    ['2.5', '2.5'],
    ['-0.004', '0'],
    ['999.995', '1000'],
  ])('rounds %s to %s, a tie to the even neighbour', (value, expected) => {
    expect(round(decimal(value), 2)).toBe(expected);
  });

  it('rounds alike on both sides of zero, and only once', () => {
    fc.assert(
      fc.property(anyDecimal, (value) => {
        const rounded = round(value, 2);
        expect(round(rounded, 2)).toBe(rounded);
        expect(round(negate(value), 2)).toBe(negate(rounded));
        expect((rounded.split('.')[1] ?? '').length).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('rounds by at most half a unit', () => {
    fc.assert(
      fc.property(anyDecimal, (value) => {
        // In units of 10^-20, the finest that anyDecimal makes.
        const units = (text: string) => {
          const [whole = '', fraction = ''] = text.split('.');
          return BigInt(whole + fraction.padEnd(20, '0'));
        };
        const error = units(round(value, 2)) - units(value);
        expect(error <= 5n * 10n ** 17n && error >= -5n * 10n ** 17n).toBe(true);
      }),
    );
  });
});
