import type { Trade } from '@/generated/zod.gen';
import type { DecimalString } from '@/lib/decimal';
import { sign, toDrawing } from '@/lib/decimal';

/** The first target, as the strategy lists them. */
export function firstTarget({ takeProfits }: Pick<Trade, 'takeProfits'>): DecimalString | null {
  return takeProfits[0]?.price ?? null;
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
