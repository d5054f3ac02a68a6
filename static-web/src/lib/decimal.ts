declare const brand: unique symbol;

/**
 * A decimal number as the API sends it ("12.5"). Never passes through Number, so no digit is lost. What is here compares and rounds for
 * display, takes the shares of a form from each other, and tells one in percent of another; sums of money are the bot's, and the API
 * sends them.
 */
export type DecimalString = string & { readonly [brand]: 'DecimalString' };

/** An exact number: units × 10^-scale. */
interface Scaled {
  units: bigint;
  scale: number;
}

const pattern = /^-?\d+(\.\d+)?$/;

export function isDecimal(text: string): text is DecimalString {
  return pattern.test(text);
}

/** Throws on text that is no plain decimal; use isDecimal for what a person typed. */
export function decimal(text: string): DecimalString {
  if (!isDecimal(text)) throw new TypeError(`Not a decimal: ${text}`);
  return text;
}

function parse(value: DecimalString): Scaled {
  const [whole = '0', fraction = ''] = value.split('.');
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

function print({ units, scale }: Scaled): DecimalString {
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  const text = fraction === '' ? whole : `${whole}.${fraction}`;
  return decimal(negative && units !== 0n ? `-${text}` : text);
}

function align(a: Scaled, b: Scaled): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.units * 10n ** BigInt(scale - a.scale), b.units * 10n ** BigInt(scale - b.scale), scale];
}

/** Divides two integers, rounding a tie to the even neighbour. */
function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  if (denominator < 0n) return divideHalfEven(-numerator, -denominator);
  const negative = numerator < 0n;
  const n = negative ? -numerator : numerator;
  const quotient = n / denominator;
  const twice = (n % denominator) * 2n;
  const up = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  const rounded = up ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
}

export function sign(value: DecimalString): -1 | 0 | 1 {
  const { units } = parse(value);
  if (units === 0n) return 0;
  return units < 0n ? -1 : 1;
}

export function compare(a: DecimalString, b: DecimalString): -1 | 0 | 1 {
  const [left, right] = align(parse(a), parse(b));
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The exact difference. */
export function subtract(a: DecimalString, b: DecimalString): DecimalString {
  const [left, right, scale] = align(parse(a), parse(b));
  return print({ units: left - right, scale });
}

/** Digits after the point of a percentage; one that needs more is no number to show to a person. */
const percentScale = 8;

/** How many percent the part is of the whole; null where that cannot be told to the last digit, or where the whole is nothing. */
export function percentOf(part: DecimalString, whole: DecimalString): DecimalString | null {
  const [share, all] = align(parse(part), parse(whole));
  const units = share * 10n ** BigInt(percentScale + 2);
  return all === 0n || units % all !== 0n ? null : print({ units: units / all, scale: percentScale });
}

export function negate(value: DecimalString): DecimalString {
  const { units, scale } = parse(value);
  return print({ units: -units, scale });
}

export function absolute(value: DecimalString): DecimalString {
  return sign(value) < 0 ? negate(value) : value;
}

/** Rounds half even, as a bank does; trailing zeros are kept out. */
export function round(value: DecimalString, decimals: number): DecimalString {
  const { units, scale } = parse(value);
  if (scale <= decimals) return print({ units, scale });
  return print({ units: divideHalfEven(units, 10n ** BigInt(scale - decimals)), scale: decimals });
}

/** For drawing only (charts, bar widths): the one place where precision may be lost. */
export function toDrawing(value: DecimalString): number {
  return Number(value);
}
