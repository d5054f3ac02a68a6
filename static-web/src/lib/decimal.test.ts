import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, compare, decimal, divide, isDecimal, multiply, negate, round, sign, subtract } from './decimal';

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

  it('adds what Number cannot', () => {
    expect(add(decimal('0.1'), decimal('0.2'))).toBe('0.3');
    expect(add(decimal('9007199254740993'), decimal('0.000000000000000001'))).toBe(
      '9007199254740993.000000000000000001',
    );
  });

  it('takes back what it added', () => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, (a, b) => {
        expect(compare(subtract(add(a, b), b), a)).toBe(0);
      }),
    );
  });

  it('orders as subtraction does', () => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, (a, b) => {
        expect(compare(a, b)).toBe(sign(subtract(a, b)));
      }),
    );
  });

  it('divides what it multiplied', () => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, (a, b) => {
        fc.pre(sign(b) !== 0);
        const back = divide(multiply(a, b), b, 20);
        expect(back === null ? null : compare(back, a)).toBe(0);
      }),
    );
  });

  it('has no quotient by zero', () => {
    expect(divide(decimal('1'), decimal('0.00'), 2)).toBeNull();
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

  it('rounds by at most half a unit, and alike on both sides of zero', () => {
    const half = decimal('0.005');
    fc.assert(
      fc.property(anyDecimal, (value) => {
        const rounded = round(value, 2);
        const error = subtract(rounded, value);
        expect(compare(error, half)).not.toBe(1);
        expect(compare(error, negate(half))).not.toBe(-1);
        expect(round(negate(value), 2)).toBe(negate(rounded));
      }),
    );
  });
});
