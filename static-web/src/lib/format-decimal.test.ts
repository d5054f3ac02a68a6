import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, decimal, round } from './decimal';
import { formatDecimal, formatMoney, formatPercent, formatPrice } from './format-decimal';

describe('formatDecimal', () => {
  it.each([
    ['0', '0.00'],
    ['-0.001', '0.00'],
    ['1234567.895', '1,234,567.90'],
    ['-1234.5', '\u22121,234.50'],
    ['999.995', '1,000.00'],
    ['12345678901234567890.12', '12,345,678,901,234,567,890.12'],
  ])('writes %s as money', (value, expected) => {
    expect(formatMoney(decimal(value))).toBe(expected);
  });

  it('writes a plus before gains and no sign before nothing', () => {
    expect(formatMoney(decimal('12.3'), 'always')).toBe('+12.30');
    expect(formatMoney(decimal('0.004'), 'always')).toBe('0.00');
  });

  it.each([
    ['96412.5', '96,412.50'],
    ['0.00001234', '0.00001234'],
    ['1.42', '1.42'],
    ['1.4212345678', '1.421235'],
  ])('keeps the ticks of a price: %s', (value, expected) => {
    expect(formatPrice(decimal(value))).toBe(expected);
  });

  it('parts a percent from its sign by a narrow space', () => {
    expect(formatPercent(decimal('1.456'))).toBe('1.46\u202f%');
  });

  it('can be read back as the rounded number, whatever the number', () => {
    const anyDecimal = fc
      .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.integer({ min: 1, max: 12 }))
      .map(([units, scale]) => {
        const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
        return decimal(`${units < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`);
      });
    fc.assert(
      fc.property(anyDecimal, fc.integer({ min: 0, max: 8 }), (value, max) => {
        const text = formatDecimal(value, { max });
        const back = decimal(text.replaceAll(',', '').replace('\u2212', '-'));
        expect(compare(back, round(value, max))).toBe(0);
        expect(text).toMatch(/^\u2212?\d{1,3}(,\d{3})*(\.\d+)?$/);
      }),
    );
  });
});
