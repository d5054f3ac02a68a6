import { useQuery } from '@tanstack/react-query';
import * as z from 'zod';
import { request } from '@/lib/api-client';
import { isStatus } from '@/lib/api-error';
import { polling } from '@/lib/polling';
import { maybe, maybeDecimal } from '@/lib/schema';

/** null means no limit. */
const riskLimits = z.object({
  maxOpenTrades: maybe(z.union([z.number(), z.string()])),
  maxGrossNotional: maybeDecimal,
  maxNotionalToEquity: maybeDecimal,
  maxHeatPercent: maybeDecimal,
  maxLeverage: maybeDecimal,
  maxEntriesPerMinute: maybe(z.union([z.number(), z.string()])),
  dailyLossPercent: maybeDecimal,
  weeklyLossPercent: maybeDecimal,
  drawdown: maybe(
    z.object({
      yellowPercent: maybeDecimal,
      orangePercent: maybeDecimal,
      redPercent: maybeDecimal,
      flattenOnRed: maybe(z.boolean()),
    }),
  ),
});
export type RiskLimits = z.infer<typeof riskLimits>;

export function useRiskLimits() {
  return useQuery({
    queryKey: ['risk'],
    queryFn: ({ signal }) => request('/risk', riskLimits, { signal }),
    refetchInterval: ({ state }) => (isStatus(state.error, 404) ? false : polling.slow),
  });
}
