import type { DecimalString } from '@/lib/decimal';
import { absolute, compare, decimal, round, sign } from '@/lib/decimal';

export interface DecimalFormat {
  /** Digits after the point are padded to at least this many… */
  min?: number;
  /** …and rounded half even to at most this many. */
  max?: number;
  /** "always" writes + before gains; zero never carries a sign. */
  signed?: 'auto' | 'always';
}

const minus = '\u2212';

function group(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Groups, rounds and signs a decimal string without turning it into a Number. */
export function formatDecimal(
  value: DecimalString,
  { min = 0, max = 18, signed = 'auto' }: DecimalFormat = {},
): string {
  const rounded = round(value, Math.max(min, max));
  const [whole = '0', fraction = ''] = absolute(rounded).split('.');
  const padded = fraction.padEnd(min, '0');
  const text = padded === '' ? group(whole) : `${group(whole)}.${padded}`;
  const direction = sign(rounded);
  if (direction < 0) return minus + text;
  return direction > 0 && signed === 'always' ? `+${text}` : text;
}

/** A dollar amount: two decimals. */
export function formatMoney(value: DecimalString, signed: 'auto' | 'always' = 'auto'): string {
  return formatDecimal(value, { min: 2, max: 2, signed });
}

/** USD, USDT, USDC, USDE: counted in cents. */
function isDollar(coin: string): boolean {
  return coin.startsWith('USD');
}

/** An amount in the given coin: cents where the coin is worth a dollar, else down to the coin's last digit. */
export function formatAmount(value: DecimalString, coin: string, signed: 'auto' | 'always' = 'auto'): string {
  return isDollar(coin) ? formatMoney(value, signed) : formatDecimal(value, { max: 8, signed });
}

/** The amount with its coin behind it, which a line never parts. */
export function formatCoin(value: DecimalString, coin: string, signed: 'auto' | 'always' = 'auto'): string {
  return `${formatAmount(value, coin, signed)}\u00a0${coin}`;
}

const thousand = decimal('1000');
const one = decimal('1');

/** Prices keep the venue's ticks; only averages with many digits are shortened, more for dear coins than for cheap ones. */
export function formatPrice(value: DecimalString): string {
  const size = absolute(value);
  if (compare(size, thousand) >= 0) return formatDecimal(value, { min: 2, max: 4 });
  if (compare(size, one) >= 0) return formatDecimal(value, { min: 2, max: 6 });
  return formatDecimal(value, { min: 2, max: 10 });
}

export function formatQuantity(value: DecimalString): string {
  return formatDecimal(value, { max: 10 });
}

export function formatPercent(value: DecimalString, decimals = 2): string {
  return `${formatDecimal(value, { min: decimals, max: decimals })}\u202f%`;
}
