import type { DecimalString } from '@/lib/decimal';
import { absolute, compare, decimal, divide, multiply, sign, subtract, toDrawing } from '@/lib/decimal';
import type { Trade } from '../api/trade';

const hundred = decimal('100');

/** How far a level is from a price, in percent of the price, without a sign. */
export function distancePercent(price: DecimalString | null, level: DecimalString | null): DecimalString | null {
  if (price === null || level === null) return null;
  const share = divide(multiply(absolute(subtract(level, price)), hundred), price, 2);
  return share === null ? null : absolute(share);
}

/** The nearest target still ahead of the entry. */
export function firstTarget({ takeProfits }: Pick<Trade, 'takeProfits'>): DecimalString | null {
  return takeProfits?.find(({ price }) => price !== null)?.price ?? null;
}

/** Whether a target is wanted at all, even while its price is not known yet. */
export function hasTarget({ takeProfits }: Pick<Trade, 'takeProfits'>): boolean {
  return takeProfits !== null && takeProfits.length > 0;
}

/** What is held, or what is wanted while nothing is filled yet. */
export function sizeOf({ filledQuantity, quantity }: Pick<Trade, 'filledQuantity' | 'quantity'>): DecimalString | null {
  return filledQuantity === null || sign(filledQuantity) === 0 ? quantity : filledQuantity;
}

/** Profit in units of what was risked; the bot's own figure where it gives one. */
export function multipleOfRisk(trade: Trade): DecimalString | null {
  if (trade.rMultiple !== null) return trade.rMultiple;
  const profit = trade.realizedPnl ?? trade.unrealizedPnl;
  if (profit === null || trade.riskAmount === null) return null;
  return divide(profit, trade.riskAmount, 2);
}

/** Where a price stands between stop (0) and target (1), for drawing. */
export function positionBetween(stop: DecimalString, target: DecimalString, price: DecimalString): number | null {
  if (compare(stop, target) === 0) return null;
  const whole = toDrawing(subtract(target, stop));
  return Math.min(1, Math.max(0, toDrawing(subtract(price, stop)) / whole));
}
