import * as z from 'zod';
import { decimalString, instant, maybe, maybeDecimal, maybeInstant, maybeText, reason, words } from '@/lib/schema';

export const trade = z.object({
  id: z.string(),
  signalId: maybeText,
  strategy: z.string(),
  category: z.string(),
  symbol: z.string(),
  side: words('long', 'short'),
  status: words('pending', 'opening', 'open', 'closing', 'closed', 'denied', 'failed'),
  orderType: maybe(words('market', 'limit')),
  quantity: maybeDecimal,
  filledQuantity: maybeDecimal,
  entryPrice: maybeDecimal,
  exitPrice: maybeDecimal,
  stopLoss: maybeDecimal,
  takeProfits: maybe(z.array(z.object({ price: maybeDecimal, close: maybeDecimal }))),
  leverage: maybeDecimal,
  riskAmount: maybeDecimal,
  realizedPnl: maybeDecimal,
  unrealizedPnl: maybeDecimal,
  markPrice: maybeDecimal,
  rMultiple: maybeDecimal,
  fees: maybeDecimal,
  stopConfirmedAt: maybeInstant,
  closeReason: maybe(
    words('stopLoss', 'takeProfit', 'signal', 'manual', 'halt', 'timeStop', 'unprotected', 'external'),
  ),
  reason: maybe(reason),
  createdAt: instant,
  openedAt: maybeInstant,
  closedAt: maybeInstant,
  asOf: maybeInstant,
});
export type Trade = z.infer<typeof trade>;

const order = z.object({
  orderLinkId: z.string(),
  orderId: maybeText,
  role: words('entry', 'exit', 'stop', 'takeProfit'),
  side: words('buy', 'sell'),
  type: words('market', 'limit'),
  quantity: maybeDecimal,
  price: maybeDecimal,
  triggerPrice: maybeDecimal,
  status: words(
    'intended',
    'sent',
    'unknown',
    'open',
    'filled',
    'partiallyFilled',
    'cancelled',
    'rejected',
    'notPlaced',
  ),
  filledQuantity: maybeDecimal,
  averagePrice: maybeDecimal,
  reason: maybeText,
  createdAt: instant,
  updatedAt: maybeInstant,
});
export type TradeOrder = z.infer<typeof order>;

const fill = z.object({
  execId: z.string(),
  orderLinkId: maybeText,
  role: words('entry', 'exit', 'stop', 'takeProfit'),
  side: words('buy', 'sell'),
  price: decimalString,
  quantity: decimalString,
  value: decimalString,
  fee: decimalString,
  feeCurrency: maybeText,
  maker: maybe(z.boolean()),
  at: instant,
});
export type TradeFill = z.infer<typeof fill>;

const event = z.object({
  id: z.union([z.number(), z.string()]),
  at: instant,
  kind: z.string(),
  message: z.string(),
  data: maybe(z.record(z.string(), z.unknown())),
});
export type TradeEvent = z.infer<typeof event>;

export const tradeStory = trade.extend({
  orders: z.array(order),
  fills: z.array(fill),
  events: z.array(event),
});
export type TradeStory = z.infer<typeof tradeStory>;

export function isLive(status: string): boolean {
  return ['pending', 'opening', 'open', 'closing'].includes(status);
}
