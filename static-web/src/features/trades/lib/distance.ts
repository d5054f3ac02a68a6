import type { Trade } from '@/generated/zod.gen';
import type { DecimalString } from '@/lib/decimal';
import { sign, toDrawing } from '@/lib/decimal';

export interface NextTarget {
  price: DecimalString;
  /** Counted from the entry outwards, from 1. */
  place: number;
}

/** The nearest target that is not reached; the bot lists the nearest first. null: none is left, or there never was one. */
export function nextTarget({ takeProfits }: Pick<Trade, 'takeProfits'>): NextTarget | null {
  const index = takeProfits.findIndex(({ reached }) => !reached);
  const target = takeProfits[index];
  return target === undefined ? null : { price: target.price, place: index + 1 };
}

/** What is held, or what is wanted while nothing is filled yet. */
export function sizeOf({ filledQuantity, quantity }: Pick<Trade, 'filledQuantity' | 'quantity'>): DecimalString {
  return sign(filledQuantity) === 0 ? quantity : filledQuantity;
}

/** Where a price stands between stop (0) and target (1), for drawing. */
export function positionBetween(stop: DecimalString, target: DecimalString, price: DecimalString): number | null {
  const whole = toDrawing(target) - toDrawing(stop);
  if (whole === 0) return null;
  return Math.min(1, Math.max(0, (toDrawing(price) - toDrawing(stop)) / whole));
}
