import type { DecimalString } from './decimal';
import { decimal, isDecimal, sign, subtract } from './decimal';

/** All of what is shared, in percent. */
export const whole = decimal('100');

function isShare(text: string): text is DecimalString {
  return isDecimal(text) && sign(text) >= 0;
}

/** What the shares leave of the whole, in percent, below zero where they take more than there is; null while one is no number. */
export function leftBy(shares: readonly string[]): DecimalString | null {
  return shares.every(isShare) ? shares.reduce<DecimalString>(subtract, whole) : null;
}
