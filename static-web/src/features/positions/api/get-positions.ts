import { useQuery } from '@tanstack/react-query';
import * as z from 'zod';
import { request } from '@/lib/api-client';
import { isStatus } from '@/lib/api-error';
import { polling } from '@/lib/polling';
import { maybeDecimal, maybeInstant, maybeText, words } from '@/lib/schema';

const position = z.object({
  category: z.string(),
  symbol: z.string(),
  side: words('long', 'short'),
  quantity: maybeDecimal,
  entryPrice: maybeDecimal,
  markPrice: maybeDecimal,
  unrealizedPnl: maybeDecimal,
  stopLoss: maybeDecimal,
  takeProfit: maybeDecimal,
  leverage: maybeDecimal,
  liquidationPrice: maybeDecimal,
  tradeId: maybeText,
  asOf: maybeInstant,
});
export type Position = z.infer<typeof position>;

const positions = z.object({ items: z.array(position), asOf: maybeInstant, stale: z.boolean().default(false) });

/** What the exchange holds, whoever opened it. */
export function usePositions() {
  return useQuery({
    queryKey: ['positions'],
    queryFn: ({ signal }) => request('/positions', positions, { signal }),
    refetchInterval: ({ state }) => (isStatus(state.error, 404) ? false : polling.watchful),
  });
}
