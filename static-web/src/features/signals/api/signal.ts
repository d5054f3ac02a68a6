import * as z from 'zod';
import { instant, maybe, maybeDecimal, maybeInstant, maybeText, reason, words } from '@/lib/schema';

export const signalStatuses = ['received', 'accepted', 'denied', 'failed', 'completed'] as const;

export const signal = z.object({
  id: z.string(),
  strategy: z.string(),
  symbol: maybeText,
  category: maybeText,
  status: words(...signalStatuses),
  action: maybe(words('buy', 'sell', 'close', 'reverse', 'cancel')),
  position: maybe(words('long', 'short', 'flat')),
  price: maybeDecimal,
  source: words('tradingbot', 'test'),
  duplicates: z.number().int().default(0),
  dryRun: z.boolean().default(false),
  receivedAt: instant,
  firedAt: maybeInstant,
  decidedAt: maybeInstant,
  reason: maybe(reason),
  tradeId: maybeText,
});
export type Signal = z.infer<typeof signal>;

export const signalDetail = signal.extend({
  body: maybeText,
  remoteIp: maybeText,
  ignoredFields: maybe(z.array(z.string())),
});
export type SignalDetail = z.infer<typeof signalDetail>;

export interface SignalFilter {
  status: string | null;
  strategy: string | null;
}
