import type { denialKind, Reason } from '@/generated/zod.gen';
import { under } from '@/lib/words';

/** What became of an entry that nobody wanted any more, or that found nobody to fill it: nothing went wrong with these. */
const words: Partial<Record<keyof (typeof denialKind)['rows'], string>> = {
  'entry.expired': 'Expired',
  'entry.slippage': 'Not filled',
  'trade.cancelled': 'Cancelled',
  'trade.closedBeforeEntry': 'Cancelled',
  'trading.halted': 'Taken back',
  'strategy.paused': 'Taken back',
  'strategy.exitOnly': 'Taken back',
  'signal.dryRun': 'Taken back',
  'exchange.foreignPosition': 'Taken back',
  'exchange.notFilled': 'Not filled',
};

/** The word for a trade or signal whose entry ended without a fill and without a fault; null for every other one. */
export function unopened(status: string, reason: Reason | null): string | null {
  return status === 'failed' && reason !== null ? (under(words, reason.code) ?? null) : null;
}
